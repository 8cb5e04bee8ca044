using System.Text;
using System.Text.Json;
using Npgsql;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Ingestion;

public class IngestionStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly OrganizationId _organization = PostgresFixture.NewOrganizationId();

    private IngestionStore Store => field ??= new(postgres.Tenants);

    private EventReaderStore Reader => new(postgres.Tenants);

    [Fact]
    public async Task A_receipt_counts_what_was_new_what_was_there_and_what_was_no_event()
    {
        await Commit("m1", $"[{TestBatch.Record("1")},{TestBatch.Record("2")}]");

        var receipt = await Commit("m2", $"[{TestBatch.Record("2")},5,{TestBatch.Record("3")},{TestBatch.Record("3")}]");

        Assert.Equal((4, 1, 2, 1), (receipt.Records, receipt.Accepted, receipt.Duplicate, receipt.Rejected));
        Assert.Equal(1, receipt.Unclaimed);
        Assert.Equal(["1", "2", "3"], await EventIds());
    }

    [Fact]
    public async Task An_event_is_stored_once_although_its_record_comes_with_another_time()
    {
        await Commit("m1", TestBatch.Record("1", hour: 10));

        var receipt = await Commit("m2", TestBatch.Record("1", hour: 11).Replace("02-28", "02-27", StringComparison.Ordinal));

        Assert.Equal((0, 1), (receipt.Accepted, receipt.Duplicate));
        Assert.Equal(new DateTimeOffset(2026, 2, 28, 10, 0, 0, TimeSpan.Zero), (await Reader.FindAsync(_organization, "1", default))!.EventTime);
    }

    [Fact]
    public async Task Batches_of_one_group_share_a_transaction_and_each_gets_its_own_counts()
    {
        var answers = await CommitGroup(
            TestBatch.Of(_organization, "m1", $"[{TestBatch.Record("1")},{TestBatch.Record("2")}]"),
            TestBatch.Of(_organization, "m2", $"[{TestBatch.Record("2")},{TestBatch.Record("3")}]"),
            TestBatch.Of(_organization, "m3", "[]"));

        Assert.Equal([(2, 0), (1, 1), (0, 0)], answers.Select(one => (one.Answer.Receipt!.Accepted, one.Answer.Receipt.Duplicate)));
        Assert.Equal([["1", "2"], ["3"], []], answers.Select(one => one.NewEvents.Select(added => added.EventId).ToArray()));
    }

    [Fact]
    public async Task What_a_message_was_answered_with_is_found_again_word_for_word()
    {
        var receipt = await Commit("m1", $"[{TestBatch.Record("1")},5]");

        var earlier = await Store.FindAsync(_organization, DeliveryChannel.Webhook, "m1", default);

        Assert.Equal(JsonSerializer.Serialize(receipt), JsonSerializer.Serialize(earlier?.Receipt));
        Assert.Null(await Store.FindAsync(_organization, DeliveryChannel.EventBridge, "m1", default));
        Assert.Null(await Store.FindAsync(PostgresFixture.NewOrganizationId(), DeliveryChannel.Webhook, "m1", default));
    }

    [Fact]
    public async Task A_message_that_another_activation_was_quicker_with_gets_the_first_answer_and_its_neighbours_are_committed()
    {
        var first = await Commit("m1", TestBatch.Record("1"));

        var answers = await CommitGroup(
            TestBatch.Of(_organization, "m0", TestBatch.Record("0")),
            TestBatch.Of(_organization, "m1", TestBatch.Record("1")),
            TestBatch.Of(_organization, "m2", TestBatch.Record("2")));

        Assert.Equal([1, 1, 1], answers.Select(one => one.Answer.Receipt!.Accepted));
        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(answers[1].Answer.Receipt));
        Assert.Empty(answers[1].NewEvents);
        Assert.Equal(["0", "1", "2"], await EventIds());
    }

    [Fact]
    public async Task A_message_id_used_for_another_body_is_refused_and_stores_nothing()
    {
        await Commit("m1", TestBatch.Record("1"));

        var answer = Assert.Single(await CommitGroup(TestBatch.Of(_organization, "m1", TestBatch.Record("2"))));

        Assert.Equal(DeliveryRefusalKind.MessageIdReused, answer.Answer.Refusal?.Kind);
        Assert.Equal(["1"], await EventIds());
    }

    [Fact]
    public async Task Better_proof_of_the_same_record_raises_its_provenance_and_lesser_does_not_lower_it()
    {
        await Commit("m1", TestBatch.Record("1"), Provenance.AuthenticatedChannel);
        Assert.Equal(Provenance.AuthenticatedChannel, await ProvenanceOf("1"));

        await Commit("m2", TestBatch.Record("1").Replace("\"eventName\"", " \"eventName\"", StringComparison.Ordinal), Provenance.SignedBody);
        Assert.Equal(Provenance.SignedBody, await ProvenanceOf("1"));

        await Commit("m3", TestBatch.Record("1"), Provenance.AuthenticatedChannel);
        Assert.Equal(Provenance.SignedBody, await ProvenanceOf("1"));
    }

    [Fact]
    public async Task A_signature_over_another_record_of_the_same_id_proves_nothing()
    {
        await Commit("m1", TestBatch.Record("1"), Provenance.AuthenticatedChannel);

        await Commit("m2", TestBatch.Record("1").Replace("GetObject", "PutObject", StringComparison.Ordinal), Provenance.SignedBody);

        Assert.Equal(Provenance.AuthenticatedChannel, await ProvenanceOf("1"));
    }

    [Fact]
    public async Task Better_proof_within_one_group_counts_as_well()
    {
        await CommitGroup(
            TestBatch.Of(_organization, "m1", TestBatch.Record("1"), Provenance.AuthenticatedChannel),
            TestBatch.Of(_organization, "m2", TestBatch.Record("1"), Provenance.SignedBody));

        Assert.Equal(Provenance.SignedBody, await ProvenanceOf("1"));
    }

    [Theory]
    [InlineData("""{"eventID":"1","eventName":"nul \u0000 and half \ud800 and pair \ud83d\ude00"}""")]
    [InlineData("""{"eventID":"1","a\u0000":{"b":1,"b":2,"c":[1e999999,-0,-0.0,1E2,0.10]}}""")]
    [InlineData("""{"eventID":"1","\udfff":"\u0000","text":"\\u0000"}""")]
    [InlineData("""{"eventID":"\u0000","eventName":"A"}""")]
    public async Task What_jsonb_cannot_hold_is_kept_word_for_word_and_can_still_be_queried(string record)
    {
        var receipt = await Commit("m1", record);

        Assert.Equal(1, receipt.Accepted);
        Assert.Equal([record], await Column<string>("select record_text from ingestion.event where org_id = $1"));
        Assert.Single(await Column<string>("select record::text from ingestion.event where org_id = $1"));
    }

    [Theory, InlineData(1), InlineData(2)]
    public async Task Any_record_comes_back_equal(int seed)
    {
        var random = new Random(seed);
        var records = Enumerable.Range(0, 200).Select(index =>
        {
            var record = RandomJson.Object(random);
            record["eventID"] = $"{seed}-{index}";
            return Encoding.UTF8.GetString(RandomJson.Spell(record, random));
        }).ToList();

        Assert.Equal(200, (await Commit("m1", $"[{string.Join(',', records)}]")).Accepted);

        for (var index = 0; index < records.Count; index++)
        {
            var stored = await Reader.FindAsync(_organization, $"{seed}-{index}", default);
            using var expected = JsonDocument.Parse(records[index]);
            using var actual = JsonDocument.Parse(stored!.Record);
            Assert.True(JsonElement.DeepEquals(expected.RootElement, actual.RootElement), $"seed {seed}: {records[index]} came back as {stored.Record}");
        }
    }

    [Fact]
    public async Task Every_day_has_its_partition_and_a_partition_is_made_once_by_many_at_a_time()
    {
        var body = $"[{string.Join(',', Enumerable.Range(1, 28).Select(day => $$"""{"eventID":"{{day}}","eventTime":"2019-02-{{day:00}}T00:00:00Z"}"""))}]";
        var stores = Enumerable.Range(0, 4).Select(_ => new IngestionStore(postgres.Tenants)).ToList();

        await Task.WhenAll(stores.Select((store, n) => store.CommitAsync(
            new(_organization, n), [TestBatch.Of(_organization, $"m{n}", body)], default)));

        Assert.Equal(28, (await EventIds()).Count);
        Assert.Equal([28L], await Column<long>(
            """
            select count(*) from pg_inherits join pg_class as part on part.oid = inhrelid
            where inhparent = 'ingestion.event'::regclass and part.relname like 'event_2019_02_%'
              and part.relrowsecurity and part.relforcerowsecurity and $1 is not null
            """));
    }

    [Fact]
    public async Task A_day_whose_partition_is_gone_since_it_was_last_written_to_gets_another()
    {
        var store = new IngestionStore(postgres.Tenants);
        await store.CommitAsync(new(_organization, 0), [TestBatch.Of(_organization, "m1", """[{"eventID":"1","eventTime":"2018-06-01T00:00:00Z"}]""")], default);
        await using (var drop = postgres.Admin.CreateCommand("drop table ingestion.event_2018_06_01"))
        {
            await drop.ExecuteNonQueryAsync();
        }

        await store.CommitAsync(new(_organization, 0), [TestBatch.Of(_organization, "m2", """[{"eventID":"2","eventTime":"2018-06-01T01:00:00Z"}]""")], default);

        Assert.Equal(["2"], await EventIds());
    }

    [Fact]
    public async Task Commits_that_share_events_in_every_order_neither_deadlock_nor_double()
    {
        var random = new Random(5);
        var ids = Enumerable.Range(0, 60).Select(n => $"{n}").ToArray();

        var receipts = await Task.WhenAll(Enumerable.Range(0, 12).Select(async n =>
        {
            var mine = (string[])ids.Clone();
            lock (random)
            {
                random.Shuffle(mine);
            }

            return await Commit($"m{n}", $"[{string.Join(',', mine.Select(id => TestBatch.Record(id)))}]", shard: n);
        }));

        Assert.Equal(60, receipts.Sum(receipt => receipt.Accepted));
        Assert.Equal(60, (await EventIds()).Count);
    }

    [Fact]
    public async Task Batches_are_open_until_detection_has_seen_them_and_those_that_brought_nothing_never_are()
    {
        var open = await Commit("m1", TestBatch.Record("1"));
        await Commit("m2", TestBatch.Record("1"));
        await Commit("m3", TestBatch.Record("2"), shard: 1);

        Assert.Equal([open.BatchId], await Open());
        await Store.MarkEvaluatedAsync(_organization, [open.BatchId], TestBatch.Now, default);
        Assert.Empty(await Open());

        async Task<IEnumerable<Guid>> Open() =>
            (await Store.GetUnevaluatedAsync(new(_organization, 0), 10, default)).Select(batch => batch.BatchId);
    }

    [Fact]
    public async Task The_application_can_neither_change_nor_delete_an_event()
    {
        await Commit("m1", TestBatch.Record("1"));
        await using var connection = await postgres.Tenants.OpenWriterAsync(_organization, default);
        foreach (var sql in new[]
        {
            "update ingestion.event set event_name = 'x'",
            "delete from ingestion.event",
            "update ingestion.event_2026_02_28 set event_name = 'x'",
            "delete from ingestion.event_2026_02_28",
            "delete from ingestion.event_identity",
            "update ingestion.batch set accepted = 0",
            "delete from ingestion.batch",
            "drop table ingestion.event_2026_02_28",
        })
        {
            await using var command = new NpgsqlCommand(sql, connection);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    private async Task<IngestReceipt> Commit(string messageId, string body, Provenance provenance = Provenance.SignedBody, int shard = 0)
    {
        var committed = await Store.CommitAsync(
            new(_organization, shard), [TestBatch.Of(_organization, messageId, body, provenance)], default);
        return committed[0].Answer.Receipt ?? throw new InvalidOperationException(committed[0].Answer.Refusal!.Reason);
    }

    private async Task<List<CommittedBatch>> CommitGroup(params PreparedBatch[] batches) =>
        [.. await Store.CommitAsync(new(_organization, 0), [.. batches], default)];

    private async Task<Provenance> ProvenanceOf(string eventId) =>
        (await Reader.FindAsync(_organization, eventId, default))!.Provenance;

    private Task<List<string>> EventIds() =>
        Column<string>("select event_id from ingestion.event where org_id = $1 order by length(event_id), event_id");

    private async Task<List<T>> Column<T>(string sql)
    {
        await using var command = postgres.Admin.CreateCommand(sql);
        command.Parameters.Add(new() { Value = _organization.Value });
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync())
        {
            values.Add(reader.GetFieldValue<T>(0));
        }

        return values;
    }
}
