namespace Raposa.Database;

public class TimeCursorTests
{
    [Fact]
    public void A_cursor_is_read_back_to_the_tick()
    {
        var cursor = new TimeCursor(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero).AddTicks(7), Guid.NewGuid());

        Assert.Equal(cursor, TimeCursor.TryParse(cursor.ToString()));
    }

    [Theory, InlineData(""), InlineData("not a cursor"), InlineData("AAAA"), InlineData("_____________________________8")]
    public void What_no_page_ended_with_is_none(string text) => Assert.Null(TimeCursor.TryParse(text));
}
