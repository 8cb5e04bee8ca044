using System.Text;
using Raposa.Ingestion.Parsing;

namespace Raposa.Ingestion;

public class EventTimeTests
{
    [Theory]
    [InlineData("2024-07-30T21:31:21Z", "2024-07-30T21:31:21.0000000+00:00")]
    [InlineData("2024-07-30t21:31:21z", "2024-07-30T21:31:21.0000000+00:00")]
    [InlineData("2022-12-11 19:42:55", "2022-12-11T19:42:55.0000000+00:00")]
    [InlineData("2021-05-20 15:53:47Z", "2021-05-20T15:53:47.0000000+00:00")]
    [InlineData("2025-02-14 19:42:57.000000000", "2025-02-14T19:42:57.0000000+00:00")]
    [InlineData("2025-02-14T19:42:57.1234567891Z", "2025-02-14T19:42:57.1234560+00:00")]
    [InlineData("2025-02-14T19:42:57.5Z", "2025-02-14T19:42:57.5000000+00:00")]
    [InlineData("2025-02-14T19:42:57+02:30", "2025-02-14T17:12:57.0000000+00:00")]
    [InlineData("2025-02-14T19:42:57-0130", "2025-02-14T21:12:57.0000000+00:00")]
    [InlineData("2025-02-14T19:42Z", "2025-02-14T19:42:00.0000000+00:00")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000+00:00")]
    public void Times_as_AWS_and_exports_write_them_are_read(string text, string expected) =>
        Assert.Equal(expected, Parse(text)?.ToString("O"));

    [Theory]
    [InlineData("")]
    [InlineData("...")]
    [InlineData("1700000000")]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("2023-13-01T00:00:00Z")]
    [InlineData("2023-01-01T24:00:00Z")]
    [InlineData("2023-01-01T00:60:00Z")]
    [InlineData("2023-01-01T00:00:60Z")]
    [InlineData("2023-01-01T00:00:00.Z")]
    [InlineData("2023-01-01T00:00:00+99:00")]
    [InlineData("2023-01-01T00:00:00 UTC")]
    [InlineData("2023-01-01X00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("20230101T000000Z00000")]
    public void What_is_no_time_is_none(string text) => Assert.Null(Parse(text));

    [Fact]
    public void Times_are_cut_to_what_PostgreSQL_keeps() => Assert.Equal(
        "2025-02-14T19:42:57.1234560+00:00",
        EventTime.InMicroseconds(DateTimeOffset.Parse("2025-02-14T20:42:57.1234569+01:00", null)).ToString("O"));

    private static DateTimeOffset? Parse(string text) => EventTime.Parse(Encoding.UTF8.GetBytes(text));
}
