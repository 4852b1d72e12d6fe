using System.Text;

namespace CustomerSearch.Service.Specs.Customers;

/// <summary>Files as people have them.</summary>
public sealed class AwkwardImportSpecs(RunningService service)
{
    private const string Csv = "text/csv";
    private const string Head = "customerNo,kind,name,industry,sources,mobile";

    static AwkwardImportSpecs() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("GB18030", false)]
    [InlineData("utf-16", true)]
    public async Task A_CSV_is_read_in_the_encoding_that_it_has(string name, bool marked)
    {
        var encoding = Encoding.GetEncoding(name);
        var number = Sheets.Number();
        var text = $"{Head},owners\r\n{number},individual,𠮷田镕基,服务业,展会;转介绍,{NewCustomer.Mobile()},clerk1\r\n";
        byte[] body = [.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];

        using var system = await service.SystemAsync("customers");
        Assert.Equal(("finished", 1, 0, 0, 0), (await system.ImportAsync(body, Csv)).Counts());
        var opened = await (await service.AsAsync("clerk1")).OpenAsync(number);
        Assert.Equal(("𠮷田镕基", 2), (opened.GetProperty("name").GetString(), opened.GetProperty("sources").GetArrayLength()));
    }

    [Fact]
    public async Task Quotes_line_ends_in_a_cell_and_an_open_quote_spoil_no_other_row()
    {
        var (quoted, after, last) = (Sheets.Number(), Sheets.Number(), Sheets.Number());
        var text = $""""
            {Head},address,owners
            {quoted},individual,"引号""内""",服务业,展会,{NewCustomer.Mobile()},"一号,二号",clerk1
            {Sheets.Number()},individual,换行,服务业,展会,{NewCustomer.Mobile()},"上
            下",clerk1
            {Sheets.Number()},individual,"没有关,服务业,展会,{NewCustomer.Mobile()},,clerk1
            {after},individual,后面,服务业,展会,{NewCustomer.Mobile()},"又一号",clerk1
            {Sheets.Number()},individual,"多"余,服务业,展会,{NewCustomer.Mobile()},,clerk1
            {Sheets.Number()},individual,少
            ,,,,,,,
            {last},individual,最后,服务业,展会,{NewCustomer.Mobile()},"末
            """".ReplaceLineEndings("\r\n");

        using var system = await service.SystemAsync("customers");
        var ended = await system.ImportAsync(text, Csv);

        Assert.Equal(("finished", 2, 0, 0, 5), ended.Counts());
        Assert.Equal([(3, "address"), (4, ""), (6, ""), (7, ""), (9, "")], ended.Rejects());
        var opened = await (await service.AsAsync("clerk1")).OpenAsync(quoted);
        Assert.Equal(("引号\"内\"", "一号,二号"), (opened.GetProperty("name").GetString(), opened.GetProperty("address").GetString()));
    }

    [Fact]
    public async Task An_absent_column_leaves_a_field_alone_and_an_empty_cell_clears_it()
    {
        var number = Sheets.Number();
        var mobile = NewCustomer.Mobile();
        using var system = await service.SystemAsync("customers");
        await system.ImportAsync($"{Head},city,gender,wechat,consents.短信,owners\n{number},individual,清空,服务业,展会,{mobile},上海,女,qing_kong,given,clerk1\n", Csv);

        Assert.Equal(("finished", 0, 1, 0, 0), (await system.ImportAsync($"customerNo,city,wechat\n{number},,\n", Csv)).Counts());
        Assert.Equal([(2, "name"), (3, "contacts")],
            (await system.ImportAsync($"customerNo,name,mobile\n{number},,{mobile}\n{number},清空,\n", Csv)).Rejects());

        var opened = await (await service.AsAsync("clerk1")).OpenAsync(number);
        Assert.Equal(("女", false, 1, "given"), (opened.GetProperty("gender").GetString(), opened.TryGetProperty("city", out _),
            opened.GetProperty("contacts").GetArrayLength(), opened.GetProperty("consents")[0].GetProperty("state").GetString()));
    }

    [Theory]
    [InlineData("customerNo,name,surname\n", "surname is no column of customers")]
    [InlineData("customerNo,name,name\n", "name stands twice")]
    [InlineData("name\n", "There is no column customerNo.")]
    [InlineData("", "The file is empty.")]
    [InlineData("BS1998001,individual,13911112222\n", "a head that is not shown is no column of customers; individual is no column of customers; a head that is not shown is no column of customers; a head that is not shown stands twice")]
    public async Task A_head_that_fits_no_customer_fails_the_file_and_shows_no_value(string text, string failure)
    {
        using var system = await service.SystemAsync("customers");
        var ended = await system.ImportAsync(text, Csv);

        Assert.Equal("failed", ended.Counts().State);
        if (!failure.Contains("twice", StringComparison.Ordinal) || failure.StartsWith("name", StringComparison.Ordinal))
            Assert.Equal(failure, ended.GetProperty("import").GetProperty("failure").GetString());
        Assert.DoesNotContain("139", ended.GetProperty("import").GetProperty("failure").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_columns_fail_and_name_a_few()
    {
        using var system = await service.SystemAsync("customers");
        var ended = await system.ImportAsync(string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"c{(char)('a' + i % 26)}x")) + "\n", Csv);

        Assert.Equal("failed", ended.Counts().State);
        Assert.True(ended.GetProperty("import").GetProperty("failure").GetString()!.Length < 2000);
    }

    [Fact]
    public async Task A_deleted_customer_does_not_come_back()
    {
        var manager = await service.AsAsync("manager1");
        var (number, etag) = await manager.CreateAsync(NewCustomer.Individual("删了"));
        await manager.DeleteAsync($"/api/v1/customers/{number}", new { reason = "x" }, etag);
        using var system = await service.SystemAsync("customers");

        var ended = await system.ImportAsync(Sheets.Line(("customerNo", number), ("industry", "教育")), "application/x-ndjson");

        Assert.Equal([(1, "customerNo")], ended.Rejects());
    }

    [Fact]
    public async Task A_workbook_gives_texts_numbers_days_and_the_values_of_formulas()
    {
        var (good, formula) = (Sheets.Number(), Sheets.Number());
        var mobile = NewCustomer.Mobile();
        var rows = Sheets.Row(1, [.. Head.Split(','), "bornOn", "bankCardNo", "owners"])
            + Sheets.Row(3, good, "individual", "表格", "服务业", "展会", $"<c><v>{mobile}</v></c>", "<c><v>32874</v></c>", "", "clerk1")
            + Sheets.Row(4, formula, "individual", "<c t=\"str\"><f>A1&amp;B1</f><v>公式</v></c>", "服务业", "展会", NewCustomer.Mobile(), "1990-01-02", "", "clerk1")
            + Sheets.Row(5, Sheets.Number(), "individual", "<c><f>A1</f></c>", "服务业", "展会", NewCustomer.Mobile(), "<c t=\"e\"><v>#REF!</v></c>")
            + Sheets.Row(6, Sheets.Number(), "individual", "丢位", "服务业", "展会", NewCustomer.Mobile(), "", "<c><v>6.2284800123456789E+18</v></c>")
            + Sheets.Row(7, "", "", "")
            + Sheets.Row(8, Sheets.Number(), "individual", "合并", "服务业", "展会", NewCustomer.Mobile());

        using var system = await service.SystemAsync("customers");
        var ended = await system.ImportAsync(Sheets.Workbook(rows, "<mergeCells><mergeCell ref=\"A8:B8\"/></mergeCells>"), Sheets.Xlsx);

        Assert.Equal(("finished", 2, 0, 0, 3), ended.Counts());
        Assert.Equal([(5, "bornOn,name"), (6, "bankCardNo"), (8, "")], ended.Rejects());
        var clerk = await service.AsAsync("clerk1");
        var opened = await clerk.OpenAsync(good);
        Assert.Equal(("1990-01-01", mobile), (opened.GetProperty("bornOn").GetString(), opened.GetProperty("contacts")[0].GetProperty("value").GetString()));
        Assert.Equal("公式", (await clerk.OpenAsync(formula)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_workbook_of_two_sheets_a_bomb_and_what_is_none_fail_and_say_why()
    {
        var rows = Sheets.Row(1, "customerNo", "name");
        using var system = await service.SystemAsync("customers");
        var bomb = Sheets.Workbook(rows, more: zip => Sheets.Write(zip, "xl/sharedStrings.xml",
            "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>" + new string('a', 80_000_000) + "</t></si></sst>"));

        foreach (var (body, word) in new[] { (Sheets.Workbook(rows, sheets: 2), "2 sheets"), (bomb, "unpacks"), ("PK no"u8.ToArray(), "no workbook"), (Sheets.Workbook("<row>"), "no workbook") })
        {
            var ended = await system.ImportAsync(body, Sheets.Xlsx);
            Assert.Equal("failed", ended.Counts().State);
            Assert.Contains(word, ended.GetProperty("import").GetProperty("failure").GetString(), StringComparison.Ordinal);
        }
    }
}
