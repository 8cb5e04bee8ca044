using System.Globalization;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Ingestion;

public class EventReaderStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly OrganizationId _organization = PostgresFixture.NewOrganizationId();

    private EventReaderStore Reader => new(postgres.Tenants);

    [Fact]
    public async Task Pages_follow_each_other_newest_first_over_days_years_apart()
    {
        string[] times =
        [
            "2026-02-28T10:00:00Z", "2026-02-28T09:00:00Z", "2026-02-27T23:59:59Z", "2024-07-01T00:00:00Z", "2024-06-30T23:59:59Z",
            "2019-01-01T00:00:00Z", "2013-11-13T00:00:00Z",
        ];
        await Commit([.. times.Select((time, n) => $$"""{"eventID":"{{n}}","eventTime":"{{time}}"}""")]);

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], await AllIds(new() { Limit = 1 }));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], await AllIds(new() { Limit = 3 }));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], await AllIds(new() { Limit = 7 }));
    }

    [Fact]
    public async Task Events_of_one_moment_are_each_on_one_page()
    {
        await Commit([.. Enumerable.Range(0, 25).Select(n => TestBatch.Record($"{n}"))]);

        var ids = await AllIds(new() { Limit = 4 });

        Assert.Equal(Enumerable.Range(0, 25).Select(n => $"{n}").Order(), ids.Order());
    }

    [Fact]
    public async Task What_arrives_while_somebody_pages_neither_repeats_nor_hides_anything()
    {
        await Commit(TestBatch.Record("1", 10), TestBatch.Record("2", 9), TestBatch.Record("3", 8));
        var first = await Reader.GetPageAsync(_organization, new() { Limit = 2 }, default);
        await Commit(TestBatch.Record("newer", 11));

        var second = await Reader.GetPageAsync(_organization, new() { Limit = 2, Cursor = first.Next }, default);

        Assert.Equal(["1", "2"], first.Events.Select(one => one.EventId));
        Assert.Equal(["3"], second.Events.Select(one => one.EventId));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Every_condition_narrows()
    {
        await Commit(
            """{"eventID":"1","eventTime":"2026-02-28T10:00:00Z","eventName":"A","eventSource":"s3","awsRegion":"r1","recipientAccountId":"111111111111","userIdentity":{"arn":"u1"},"sourceIPAddress":"192.0.2.1","errorCode":"E"}""",
            """{"eventID":"2","eventTime":"2026-02-27T10:00:00Z","eventName":"B","eventSource":"iam","awsRegion":"r2","recipientAccountId":"222222222222","userIdentity":{"arn":"u2"},"sourceIPAddress":"192.0.2.2"}""");
        var (batch, _) = await Commit("""{"eventID":"3","eventTime":"2026-02-26T10:00:00Z"}""");

        Assert.Equal(["1"], await AllIds(new() { EventName = "A" }));
        Assert.Equal(["2"], await AllIds(new() { EventSource = "iam" }));
        Assert.Equal(["1"], await AllIds(new() { Region = "r1" }));
        Assert.Equal(["2"], await AllIds(new() { AccountId = "222222222222" }));
        Assert.Equal(["1"], await AllIds(new() { Actor = "u1" }));
        Assert.Equal(["2"], await AllIds(new() { SourceIp = "192.0.2.2" }));
        Assert.Equal(["1"], await AllIds(new() { ErrorCode = "E" }));
        Assert.Equal(["3"], await AllIds(new() { BatchId = batch }));
        Assert.Equal(["1", "2"], await AllIds(new() { From = Time("2026-02-27T10:00:00Z") }));
        Assert.Equal(["3"], await AllIds(new() { To = Time("2026-02-27T10:00:00Z") }));
        Assert.Equal(["2"], await AllIds(new() { From = Time("2026-02-27T12:00:00+02:00"), To = Time("2026-02-28T11:00:00+01:00") }));
        Assert.Empty(await AllIds(new() { EventName = "A", EventSource = "iam" }));
        Assert.Empty(await AllIds(new() { BatchId = Guid.Empty }));
    }

    [Theory]
    [InlineData("450230d4-b39e-4a18-a6a0-d07a6e2105cb")]
    [InlineData("1")]
    [InlineData("a/b?c=%2F#d e")]
    [InlineData("ключ")]
    public async Task An_event_is_found_by_its_id_whatever_it_looks_like(string id)
    {
        await Commit(TestBatch.Record(id));

        var found = await Reader.FindAsync(_organization, id, default);

        Assert.Equal(id, found?.EventId);
    }

    [Fact]
    public async Task Another_organizations_events_and_receipts_are_not_there()
    {
        var (batch, _) = await Commit(TestBatch.Record("1"));
        var other = PostgresFixture.NewOrganizationId();

        Assert.Null(await Reader.FindAsync(other, "1", default));
        Assert.Null(await Reader.FindReceiptAsync(other, batch, default));
        Assert.Empty((await Reader.GetPageAsync(other, new(), default)).Events);
        Assert.NotNull(await Reader.FindReceiptAsync(_organization, batch, default));
    }

    private async Task<List<string>> AllIds(EventQuery query)
    {
        var ids = new List<string>();
        do
        {
            var page = await Reader.GetPageAsync(_organization, query, default);
            Assert.InRange(page.Events.Length, 0, query.Limit);
            ids.AddRange(page.Events.Select(one => one.EventId));
            query = query with { Cursor = page.Next };
        }
        while (query.Cursor is not null);

        return ids;
    }

    private async Task<(Guid BatchId, int Accepted)> Commit(params string[] records)
    {
        var committed = await new IngestionStore(postgres.Tenants).CommitAsync(
            new(_organization, 0), [TestBatch.Of(_organization, $"m{Guid.CreateVersion7()}", $"[{string.Join(',', records)}]")], default);
        return (committed[0].Batch.BatchId, committed[0].Answer.Receipt!.Accepted);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
