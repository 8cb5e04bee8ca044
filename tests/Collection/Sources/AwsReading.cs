using System.Collections.Immutable;
using System.Text;
using Raposa.Accounts;
using Raposa.Support;

namespace Raposa.Collection.Sources;

/// <summary>The reader over a scripted AWS: what the tests of single declarations share.</summary>
internal sealed class AwsReading(SourceDefinition source, ScriptedAws aws)
{
    public const string AccountId = "111122223333";

    public static readonly DateTimeOffset Now = new(2026, 8, 7, 10, 30, 0, TimeSpan.Zero);

    private static readonly CollectorKey Key =
        CollectorKey.Parse($"018f0000-0000-7000-8000-000000000001/{AccountId}/test/eu-west-1");

    private readonly AwsSourceReader _reader = new(aws, AwsModels.Embedded, new Connections(), new FixedClock(Now));

    public async Task<SourcePage> PageAsync(string? cursor = null, params ImmutableArray<string> only) =>
        await _reader.ReadAsync(source, source.Scope == SourceScope.Region ? Key : Key with { Region = null }, cursor, only, default);

    /// <summary>Every page; the cursor goes through its text, as it does between two turns.</summary>
    public async Task<List<SourcePage>> PagesAsync()
    {
        var pages = new List<SourcePage> { await PageAsync() };
        while (pages[^1].NextCursor is { } cursor)
        {
            Assert.True(pages.Count < 1000, "The reader goes round in circles.");
            pages.Add(await PageAsync(cursor));
        }

        return pages;
    }

    public static IEnumerable<string> KeysOf(IEnumerable<SourcePage> pages) => pages.SelectMany(page => page.Resources).Select(resource => resource.Key);

    public static string JsonOf(CollectedResource resource) => Encoding.UTF8.GetString(resource.Document.Span);

    private sealed class Connections : IAwsConnections
    {
        public Task<AwsConnection?> FindAsync(AccountKey account, CancellationToken cancellationToken) =>
            Task.FromResult<AwsConnection?>(new($"arn:aws:iam::{account.AccountId}:role/reader", "external", HomeRegion: "eu-central-1"));
    }
}
