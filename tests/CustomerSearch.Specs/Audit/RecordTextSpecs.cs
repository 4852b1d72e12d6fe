using CustomerSearch.Core.Audit;

namespace CustomerSearch.Specs.Audit;

public sealed class RecordTextSpecs
{
    [Theory]
    [InlineData("回电13812345678", "回电***")]
    [InlineData("回电 138 1234 5678 谢谢", "回电 *** 谢谢")]
    [InlineData("回电 138.1234.5678 谢谢", "回电 *** 谢谢")]
    [InlineData("身份证11010519491231002X", "身份证***")]
    [InlineData("邮箱 li@example.com", "邮箱 ***")]
    [InlineData("１３８１２３４５６７８", "***")]
    [InlineData("AB1381234567", "***")]
    [InlineData("RX13812345678", "***")]
    public void Numbers_and_addresses_of_people_do_not_reach_the_chain(string text, string masked) =>
        Assert.Equal(masked, RecordText.Mask(text));

    [Theory]
    [InlineData("见 ED2024001")]
    [InlineData("见 RX20240701001")]
    [InlineData("共 123456 元")]
    [InlineData("王芳")]
    public void What_names_no_person_stays(string text) => Assert.Equal(text, RecordText.Mask(text));
}
