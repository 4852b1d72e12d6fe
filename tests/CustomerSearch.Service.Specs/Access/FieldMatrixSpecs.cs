using System.Collections;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Service.Specs.Access;

public sealed class FieldMatrixSpecs
{
    private static readonly MaskingGate Gate = new(Options.Create(new AccessOptions()));
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Role[] Roles = Enum.GetValues<Role>();

    [Fact]
    public void What_each_role_sees_of_each_field_is_approved()
    {
        var matrix = new JsonObject();
        foreach (var role in Roles)
        {
            matrix[RoleNames.Of(role)] = new JsonObject
            {
                ["list"] = Seen<CustomerListView>(role, Showing.List, CustomerKind.Individual),
                ["opened"] = Seen<CustomerView>(role, Showing.Opened, CustomerKind.Individual),
                ["name of an enterprise"] = Seen<CustomerListView>(role, Showing.List, CustomerKind.Enterprise)["Name"]!.DeepClone(),
            };
        }

        Approved.AssertIs("field-matrix.json", matrix);
    }

    [Theory]
    [InlineData("张伟", "男", "张先生")]
    [InlineData("欧阳娜娜", "女", "欧阳女士")]
    [InlineData("諸葛亮", null, "諸葛客户")]
    [InlineData("John Smith", "男", "*先生")]
    public void A_masked_name_may_show_its_surname_a_compound_one_too(string name, string? gender, string shown)
    {
        var gate = new MaskingGate(Options.Create(new AccessOptions { NameMask = NameMask.Surname }));
        var customer = Someone(CustomerKind.Individual);
        (customer.Name, customer.Gender) = (name, gender);

        var view = gate.Show(new CustomerListView { Name = name }, Role.Marketing, Showing.List, customer);

        Assert.Equal(shown, view.Name);
    }

    [Fact]
    public void A_property_that_the_matrix_does_not_name_is_hidden_from_everybody()
    {
        foreach (var role in Roles)
        {
            foreach (var showing in Enum.GetValues<Showing>())
            {
                var shown = Gate.Show(new Tomorrow { CustomerNo = "ED2024001", ShoeSize = "42" }, role, showing, Someone(CustomerKind.Individual));
                Assert.Null(shown.ShoeSize);
            }
        }
    }

    [Theory]
    [InlineData(typeof(CustomerListView))]
    [InlineData(typeof(CustomerView))]
    public void Every_property_of_a_view_has_a_class(Type view) => Assert.DoesNotContain(
        view.GetProperties(), property => FieldMatrix.ClassOf(property.Name) == FieldClass.Unclassified);

    [Fact]
    public void No_list_shows_a_contact_in_full_and_no_role_an_identity_number()
    {
        foreach (var role in Roles)
        {
            Assert.NotEqual(Sight.Clear, FieldMatrix.SightOf(role, Showing.List, FieldClass.Contact));
            foreach (var showing in Enum.GetValues<Showing>())
                Assert.NotEqual(Sight.Clear, FieldMatrix.SightOf(role, showing, FieldClass.Identity));
        }
    }

    [Fact]
    public void Who_sees_a_class_masked_may_not_search_by_it()
    {
        foreach (var role in Roles)
        {
            foreach (var fieldClass in Enum.GetValues<FieldClass>().Where(c => FieldMatrix.MaySearch(role, c)))
            {
                // Staff find a customer by a whole identity number and see its last four digits: the one exception.
                var seen = FieldMatrix.SightOf(role, Showing.Opened, fieldClass);
                Assert.Equal((role, fieldClass, fieldClass == FieldClass.Identity ? Sight.Masked : Sight.Clear), (role, fieldClass, seen));
            }
        }
    }

    private static JsonObject Seen<T>(Role role, Showing showing, CustomerKind kind)
        where T : class, new()
    {
        var whole = new T();
        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (var property in properties)
            property.SetValue(whole, Sample(property.PropertyType, property.Name));

        var shown = Gate.Show(whole, role, showing, Someone(kind));
        var seen = new JsonObject();
        foreach (var property in properties.OrderBy(p => p.Name, StringComparer.Ordinal))
            seen[property.Name] = Describe(property.GetValue(whole)!, property.GetValue(shown));

        return seen;
    }

    private static string Describe(object whole, object? shown)
    {
        if (shown is null)
            return "hidden";

        var text = JsonSerializer.Serialize(shown, Readable);
        return text == JsonSerializer.Serialize(whole, Readable) ? "clear" : text;
    }

    private static object Sample(Type type, string name) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => name + " 13812345678",
        var t when t == typeof(DateOnly) => new DateOnly(1990, 1, 2),
        var t when t == typeof(ContactView) => new ContactView("mobile", "13812345678", Primary: true),
        var t when t == typeof(ExternalIdView) => new ExternalIdView("ERP", "A-1"),
        var t when t == typeof(CertificationView) => new CertificationView("已认证", "高级", new DateOnly(2030, 1, 1)),
        var t when t == typeof(MetricsView) => new MetricsView(1, 2, 3, 4, 5, 6, 7),
        var t when t == typeof(RfmView) => new RfmView("+", "-", "+"),
        var t when t == typeof(ConsentView) => new ConsentView("短信", "given", DateTimeOffset.UnixEpoch, "表单", "v1"),
        { IsGenericType: true } t when typeof(IEnumerable).IsAssignableFrom(t) => Listed(t.GetGenericArguments()[0], name),
        var t => throw new ArgumentException($"No sample of {t} yet.", nameof(type)),
    };

    private static Array Listed(Type element, string name)
    {
        var list = Array.CreateInstance(element, 1);
        list.SetValue(Sample(element, name), 0);
        return list;
    }

    private static Customer Someone(CustomerKind kind) => new()
    {
        Number = "ED2024001", CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch, Kind = kind, Name = "张三丰",
        Gender = "男", Industry = "教育", Status = "潜在客户", DepartmentId = new DepartmentId(1),
    };

    /// <summary>A view as somebody may write it tomorrow.</summary>
    private sealed record Tomorrow
    {
        public string? CustomerNo { get; init; }

        public string? ShoeSize { get; init; }
    }
}
