using Raposa.Collection;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <summary>What is asked of AWS about trails, over HTTP, by the platform's own client.</summary>
public sealed class AwsTrailClientTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2024, 2, 28, 22, 0, 0, TimeSpan.Zero);
    private static readonly TrailKey Key = new(OrganizationId.Parse("0191f3a0-0000-7000-8000-000000000001"), "222222222222", "us-east-2");

    private readonly TrailFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_trail_in_S3_is_verified_as_one_in_a_folder_is()
    {
        var trail = new TestTrail(_folder, Key.AccountId, Key.Region, Start);
        trail.Hour([TestBatch.Record("1")], [TestBatch.Record("2")]);
        trail.Hour();
        trail.Backfill(Start, trail.Deliver(Start.AddMinutes(5), [TestBatch.Record("3")]));
        await using var aws = await TrailServer.StartAsync(_folder);

        var place = Assert.Single(await aws.Source.GetPlacesAsync(Key, default));
        var bucket = aws.Source.Open(Key, place, Key.AccountId);
        var keys = await aws.Source.GetKeysAsync(Key, Start, Start.AddHours(2), default);
        var scope = new TrailScope(null, null);
        var inventory = await TrailInventory.ReadAsync(bucket, place.Root, scope, default);
        var report = await new TrailVerification(bucket, new(keys), scope, Lateness.Usual).RunAsync(inventory, _ => { }, default);

        Assert.True(report.IsAllValid);
        Assert.Equal((3, 3), (report.Digests.Length, report.LogFiles.Length));
        Assert.Equal("us-east-2", aws.Calls.First(call => call.Operation == "ListPublicKeys").Region);
        Assert.Null(await bucket.GetAsync("AWSLogs/none", default));
    }

    [Fact]
    public async Task A_bucket_that_may_not_be_read_is_a_refusal_and_not_an_empty_one()
    {
        await using var aws = await TrailServer.StartAsync(_folder);
        aws.IsDenied = true;
        var place = Assert.Single(await aws.Source.GetPlacesAsync(Key, default));

        var refused = await Assert.ThrowsAsync<SourceReadException>(
            () => aws.Source.Open(Key, place, Key.AccountId).ListAsync(place.Root, null, default));

        Assert.Equal((FailureKind.Denied, "AccessDenied"), (refused.Failure.Kind, refused.Failure.Code));
    }

    [Fact]
    public async Task An_organizations_trail_delivers_below_the_organizations_id_and_its_owner_may_read_it()
    {
        await using var aws = await TrailServer.StartAsync(_folder);
        aws.Trails =
            """
            {"trailList":[
              {"Name":"all","S3BucketName":"corvina-trail","S3KeyPrefix":"logs","IsMultiRegionTrail":true,"IsOrganizationTrail":true,"HomeRegion":"eu-west-1","TrailARN":"arn:aws:cloudtrail:eu-west-1:999900009999:trail/all"},
              {"Name":"elsewhere","S3BucketName":"b","IsMultiRegionTrail":false,"HomeRegion":"eu-west-1","TrailARN":"arn:aws:cloudtrail:eu-west-1:222222222222:trail/elsewhere"}]}
            """;

        var place = Assert.Single(await aws.Source.GetPlacesAsync(Key, default));

        Assert.Equal(("corvina-trail", "logs/AWSLogs/o-exampleorgid/", "eu-west-1"), (place.Bucket, place.Root, place.HomeRegion));
        Assert.Equal(["222222222222", "999900009999"], place.ReaderAccountIds.ToArray());
        Assert.Equal(["all"], place.Trails.ToArray());
    }

    [Fact]
    public async Task Looked_up_events_come_as_CloudTrails_records_page_by_page()
    {
        await using var aws = await TrailServer.StartAsync(_folder);

        var first = await aws.Source.LookUpAsync(Key, Start, Start.AddHours(1), null, default);
        var second = await aws.Source.LookUpAsync(Key, Start, Start.AddHours(1), first.Next, default);

        Assert.Equal("""{"eventID":"1"}""", Assert.Single(first.Records));
        Assert.Equal("t", first.Next);
        Assert.Equal("""{"eventID":"2"}""", Assert.Single(second.Records));
        Assert.Null(second.Next);

        // 2024-02-28T22:00:00Z
        Assert.Contains("1709157600", aws.Calls.First(call => call.Operation == "LookupEvents").Body, StringComparison.Ordinal);
    }
}
