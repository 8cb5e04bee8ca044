using Dapper;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Database;

public class IntervalWriterTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private readonly OrganizationId _organization = PostgresFixture.NewOrganizationId();

    [Fact]
    public async Task What_stays_the_same_is_one_row_what_changes_ends_and_begins_and_what_is_gone_ends()
    {
        await WriteAsync(Noon, ("s3", 1), ("iam", 5), ("ec2", 7));
        await WriteAsync(Noon.AddHours(1), ("s3", 1), ("iam", 6));
        await WriteAsync(Noon.AddHours(2), ("s3", 1), ("iam", 6), ("ec2", 7));

        Assert.Equal(
            ["ec2 7 12:00 to 13:00", "ec2 7 14:00 on", "iam 5 12:00 to 13:00", "iam 6 13:00 on", "s3 1 12:00 on"],
            await RowsAsync());
    }

    [Fact]
    public async Task Writing_the_same_again_changes_nothing()
    {
        await WriteAsync(Noon, ("s3", 1));
        await WriteAsync(Noon, ("s3", 1));

        Assert.Equal(["s3 1 12:00 on"], await RowsAsync());
    }

    [Fact]
    public async Task With_nothing_left_everything_ends()
    {
        await WriteAsync(Noon, ("s3", 1));
        await WriteAsync(Noon.AddHours(1));

        Assert.Equal(["s3 1 12:00 to 13:00"], await RowsAsync());
    }

    [Fact]
    public async Task Of_a_part_the_rest_of_the_table_is_not_touched()
    {
        await WriteAsync(Noon, ("s3", 1), ("iam", 5));
        await using var connection = await postgres.Tenants.OpenWriterAsync(_organization, default);

        await connection.WriteIntervalsAsync(
            new("posture.tally", _organization, Noon.AddHours(1)) { Part = ("check_id", "iam"), Compared = [IntervalColumn.Text("account_id", []), .. Counts()] }, default);

        Assert.Equal(["iam 5 12:00 to 13:00", "s3 1 12:00 on"], await RowsAsync());
    }

    private static IntervalColumn[] Counts(params int[] passed) =>
        [new("passed", "integer", passed), new("failed", "integer", passed.Select(_ => 0).ToArray()), new("unknown", "integer", passed.Select(_ => 0).ToArray())];

    private async Task WriteAsync(DateTimeOffset at, params (string Check, int Passed)[] rows)
    {
        await using var connection = await postgres.Tenants.OpenWriterAsync(_organization, default);
        await connection.WriteIntervalsAsync(
            new("posture.tally", _organization, at)
            {
                Compared =
                [
                    IntervalColumn.Text("check_id", [.. rows.Select(row => row.Check)]), IntervalColumn.Text("account_id", [.. rows.Select(_ => "900100200301")]),
                    .. Counts([.. rows.Select(row => row.Passed)]),
                ],
            },
            default);
    }

    private async Task<IEnumerable<string>> RowsAsync()
    {
        await using var connection = await postgres.Tenants.OpenReaderAsync(_organization, default);
        return await connection.QueryAsync<string>(
            """
            select check_id || ' ' || passed || ' ' || to_char(since at time zone 'utc', 'HH24:MI') || coalesce(to_char(until at time zone 'utc', '" to "HH24:MI'), ' on')
            from posture.tally order by check_id, since
            """);
    }
}
