namespace Raposa.Ingestion;

public class EventCursorTests
{
    [Fact]
    public void A_cursor_says_again_where_a_page_ended()
    {
        var cursor = new EventCursor(new DateTimeOffset(2026, 2, 28, 1, 2, 3, TimeSpan.Zero).AddMicroseconds(4), Guid.Parse("450230d4-b39e-4a18-a6a0-d07a6e2105cb"));

        Assert.Equal(cursor, EventCursor.Parse(cursor.ToString()));
        Assert.Matches("^[A-Za-z0-9_-]{32}$", cursor.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAA")]
    [InlineData("________________________________")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("'; drop table ingestion.event; --")]
    public void What_is_no_cursor_is_refused(string text) => Assert.Throws<ArgumentException>(() => EventCursor.Parse(text));
}
