using System.Collections.Immutable;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>What questions brought up lately is not read again, and never in the place of what came after it.</summary>
public sealed class PassageMemoryTests : IDisposable
{
    private static readonly OrganizationId Ours = new(Guid.CreateVersion7()), Theirs = new(Guid.CreateVersion7());

    private readonly PassageMemory _memory = new();
    private readonly List<string> _fetched = [];

    public void Dispose() => _memory.Dispose();

    [Fact]
    public async Task A_passage_is_fetched_once()
    {
        await Get(Ours, ("a", "1"), ("b", "1"));

        Assert.Equal("a 1", (await Get(Ours, ("a", "1"), ("c", "1")))["a"].Passage.Title);
        Assert.Equal(["a", "b", "c"], _fetched);
    }

    [Fact]
    public async Task One_that_changed_is_fetched_anew()
    {
        await Get(Ours, ("a", "1"));

        Assert.Equal("a 2", (await Get(Ours, ("a", "2")))["a"].Passage.Title);
    }

    [Fact]
    public async Task Another_organization_s_of_the_same_id_is_another()
    {
        await Get(Ours, ("a", "1"));
        await Get(Theirs, ("a", "1"));

        Assert.Equal(["a", "a"], _fetched);
    }

    [Fact]
    public async Task One_that_changed_after_it_was_found_is_what_it_is_now()
    {
        await _memory.GetAsync(Ours, [new("a", "1")], _ => Task.FromResult(ImmutableArray.Create((new PassageKey("a", "2"), Passage("a", "2")))));

        Assert.Equal("a 1", (await Get(Ours, ("a", "1")))["a"].Passage.Title);
        Assert.Equal("a 2", (await Get(Ours, ("a", "2")))["a"].Passage.Title);
        Assert.Equal(["a"], _fetched);
    }

    [Fact]
    public async Task One_that_is_gone_is_left_out() =>
        Assert.Empty(await _memory.GetAsync(Ours, [new("a", "1")], _ => Task.FromResult(ImmutableArray<(PassageKey, Passage)>.Empty)));

    [Fact]
    public void What_is_named_in_it_is_found_and_part_of_a_word_is_not()
    {
        var passage = new KnownPassage(Passage("bench-bucket-0007", "1"));

        Assert.True(passage.HasName("bench-bucket-0007"));
        Assert.False(passage.HasName("bucket-000"));
    }

    private Task<Dictionary<string, KnownPassage>> Get(OrganizationId organization, params (string Id, string Hash)[] keys) => _memory.GetAsync(
        organization,
        keys.Select(key => new PassageKey(key.Id, key.Hash)),
        ids =>
        {
            _fetched.AddRange(ids);
            return Task.FromResult(keys.Where(key => ids.Contains(key.Id)).Select(key => (new PassageKey(key.Id, key.Hash), Passage(key.Id, key.Hash))).ToImmutableArray());
        });

    private static Passage Passage(string id, string hash) => new()
    {
        Id = id, Kind = EvidenceKind.Finding, SourceId = id, Title = $"{id} {hash}", Body = "", Severity = 3, Scopes = [],
        FirstSeenAt = DateTimeOffset.UnixEpoch, SeenAt = DateTimeOffset.UnixEpoch,
    };
}
