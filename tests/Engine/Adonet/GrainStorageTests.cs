using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Raposa.Engine;

/// <summary>Our statements against Orleans' contract of a grain storage, through its AdoNet provider.</summary>
public sealed class GrainStorageTests(OrleansSilo silo) : IClassFixture<OrleansSilo>
{
    private readonly IGrainStorage _storage = silo.Services.GetRequiredService<IGrainStorage>();
    private readonly GrainId _grain = GrainId.Create("collector", $"{Guid.NewGuid():D}/1234");

    [Fact]
    public async Task What_was_never_saved_does_not_exist()
    {
        var read = await ReadAsync(_grain);

        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
        Assert.Null(read.State!.Cursor);
    }

    [Fact]
    public async Task What_was_saved_is_read_with_the_version_of_the_save()
    {
        var saved = await SaveAsync(_grain, new GrainState<Page>(), "page 1");

        var read = await ReadAsync(_grain);

        Assert.Equal(("page 1", "1", true), (read.State!.Cursor, read.ETag, read.RecordExists));
        Assert.Equal("1", saved.ETag);
    }

    [Fact]
    public async Task Each_save_moves_the_version()
    {
        var state = await SaveAsync(_grain, new GrainState<Page>(), "page 1");

        await SaveAsync(_grain, state, "page 2");

        Assert.Equal(("page 2", "2"), ((await ReadAsync(_grain)).State!.Cursor, state.ETag));
    }

    [Fact]
    public async Task A_save_over_a_newer_one_is_refused()
    {
        await SaveAsync(_grain, new GrainState<Page>(), "page 1");
        var older = await ReadAsync(_grain);
        await SaveAsync(_grain, await ReadAsync(_grain), "page 2");

        await Assert.ThrowsAsync<InconsistentStateException>(() => SaveAsync(_grain, older, "page 2, again"));

        Assert.Equal("page 2", (await ReadAsync(_grain)).State!.Cursor);
    }

    [Fact]
    public async Task A_first_save_where_there_is_one_is_refused()
    {
        await SaveAsync(_grain, new GrainState<Page>(), "page 1");

        await Assert.ThrowsAsync<InconsistentStateException>(
            () => SaveAsync(_grain, new GrainState<Page>(), "page 1, elsewhere"));
    }

    [Fact]
    public async Task Of_saves_over_the_same_version_at_once_one_is_done()
    {
        await SaveAsync(_grain, new GrainState<Page>(), "page 1");
        var read = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReadAsync(_grain)));

        var done = await Task.WhenAll(read.Select((state, writer) => TrySaveAsync(_grain, state, $"writer {writer}")));

        Assert.Equal(1, done.Count(yes => yes));
        Assert.Equal("2", (await ReadAsync(_grain)).ETag);
    }

    [Fact]
    public async Task What_was_cleared_does_not_exist_and_can_be_saved_anew()
    {
        var state = await SaveAsync(_grain, new GrainState<Page>(), "page 1");

        await _storage.ClearStateAsync("state", _grain, state);

        Assert.Null(state.State!.Cursor);
        var read = await ReadAsync(_grain);
        Assert.Equal((false, null), (read.RecordExists, read.ETag));
        await SaveAsync(_grain, read, "page 1, later");
        Assert.Equal("page 1, later", (await ReadAsync(_grain)).State!.Cursor);
    }

    [Fact]
    public async Task The_activation_that_cleared_can_save_again()
    {
        var state = await SaveAsync(_grain, new GrainState<Page>(), "page 1");
        await _storage.ClearStateAsync("state", _grain, state);

        await SaveAsync(_grain, state, "page 1, later");

        Assert.Equal("page 1, later", (await ReadAsync(_grain)).State!.Cursor);
    }

    [Fact]
    public async Task A_version_from_before_a_clear_never_fits_again()
    {
        var before = await SaveAsync(_grain, new GrainState<Page>(), "page 1");
        await _storage.ClearStateAsync("state", _grain, await ReadAsync(_grain));
        await SaveAsync(_grain, await ReadAsync(_grain), "page 1, later");

        await Assert.ThrowsAsync<InconsistentStateException>(() => SaveAsync(_grain, before, "page 2"));

        Assert.Equal("page 1, later", (await ReadAsync(_grain)).State!.Cursor);
    }

    [Fact]
    public async Task A_clear_of_an_older_version_is_refused()
    {
        var older = await SaveAsync(_grain, new GrainState<Page>(), "page 1");
        await SaveAsync(_grain, await ReadAsync(_grain), "page 2");

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.ClearStateAsync("state", _grain, older));

        Assert.Equal("page 2", (await ReadAsync(_grain)).State!.Cursor);
    }

    [Fact]
    public async Task Keys_of_every_kind_are_kept_apart()
    {
        var uuid = Guid.NewGuid();
        GrainId[] grains =
        [
            GrainId.Create("collector", GrainIdKeyExtensions.CreateIntegerKey(5).ToString()),
            GrainId.Create("collector", GrainIdKeyExtensions.CreateIntegerKey(-5).ToString()),
            GrainId.Create("collector", GrainIdKeyExtensions.CreateIntegerKey(5, "eu").ToString()),
            GrainId.Create("collector", GrainIdKeyExtensions.CreateGuidKey(uuid).ToString()),
            GrainId.Create("collector", GrainIdKeyExtensions.CreateGuidKey(uuid, "eu").ToString()),
            GrainId.Create("collector", "five"),
        ];
        foreach (var grain in grains)
        {
            await SaveAsync(grain, new GrainState<Page>(), grain.Key.ToString()!);
        }

        foreach (var grain in grains)
        {
            Assert.Equal(grain.Key.ToString(), (await ReadAsync(grain)).State!.Cursor);
        }
    }

    [Fact]
    public async Task What_was_cleared_long_ago_is_swept_away_by_a_later_clear()
    {
        await ClearAsync(_grain);
        await using (var age = silo.Postgres.Admin.CreateCommand(
            "update orleans.grain_state set cleared_at = cleared_at - interval '25 hours' where cleared_at is not null"))
        {
            await age.ExecuteNonQueryAsync();
        }

        var recent = GrainId.Create("collector", $"{Guid.NewGuid():D}/recent");
        await ClearAsync(recent);
        await ClearAsync(GrainId.Create("collector", $"{Guid.NewGuid():D}/last"));

        Assert.False(await IsKeptAsync(_grain));
        Assert.True(await IsKeptAsync(recent));
    }

    private async Task ClearAsync(GrainId grain) => await _storage.ClearStateAsync(
        "state", grain, await SaveAsync(grain, new GrainState<Page>(), "page 1"));

    private async Task<bool> IsKeptAsync(GrainId grain)
    {
        await using var look = silo.Postgres.Admin.CreateCommand("select exists (select from orleans.grain_state where key_text = $1)");
        look.Parameters.Add(new() { Value = grain.Key.ToString() });
        return (bool)(await look.ExecuteScalarAsync())!;
    }

    private async Task<GrainState<Page>> ReadAsync(GrainId grain)
    {
        var state = new GrainState<Page>();
        await _storage.ReadStateAsync("state", grain, state);
        return state;
    }

    private async Task<GrainState<Page>> SaveAsync(GrainId grain, GrainState<Page> state, string cursor)
    {
        state.State = new() { Cursor = cursor };
        await _storage.WriteStateAsync("state", grain, state);
        return state;
    }

    private async Task<bool> TrySaveAsync(GrainId grain, GrainState<Page> state, string cursor)
    {
        try
        {
            await SaveAsync(grain, state, cursor);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    private sealed record Page
    {
        public string? Cursor { get; init; }
    }
}
