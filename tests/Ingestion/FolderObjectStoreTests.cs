using System.Text;

namespace Raposa.Ingestion;

public sealed class FolderObjectStoreTests : IDisposable
{
    private const string Key = "orgs/0191f3a0-0000-7000-8000-000000000001/cloudtrail/2026/03/01/b.json.gz";
    private readonly string _root = Directory.CreateTempSubdirectory("raposa-objects-").FullName;

    private FolderObjectStore Store => new(Path.Combine(_root, "objects"), TimeProvider.System);

    [Fact]
    public async Task What_was_put_is_there_by_its_key_and_by_that_path()
    {
        await Store.PutAsync(Key, Bytes("one"), "application/gzip", default);

        Assert.Equal("one", Encoding.UTF8.GetString((await Store.GetAsync(Key, default))!));
        Assert.True(await Store.ExistsAsync(Key, default));
        Assert.Equal("one", await File.ReadAllTextAsync(Path.Combine(_root, "objects", Key)));
    }

    [Fact]
    public async Task Putting_again_replaces()
    {
        await Store.PutAsync(Key, Bytes("one, and longer"), "application/gzip", default);
        await Store.PutAsync(Key, Bytes("two"), "application/gzip", default);

        Assert.Equal("two", Encoding.UTF8.GetString((await Store.GetAsync(Key, default))!));
    }

    [Fact]
    public async Task What_was_never_put_is_not_there()
    {
        Assert.Null(await Store.GetAsync(Key, default));
        Assert.False(await Store.ExistsAsync(Key, default));
    }

    [Fact]
    public async Task Many_at_once_do_not_disturb_each_other()
    {
        var store = Store;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(
            n => store.PutAsync($"orgs/o/cloudtrail/2026/03/{n % 5:00}/{n}", Bytes($"object {n}"), "application/gzip", default)));

        for (var n = 0; n < 50; n++)
        {
            Assert.Equal($"object {n}", Encoding.UTF8.GetString((await store.GetAsync($"orgs/o/cloudtrail/2026/03/{n % 5:00}/{n}", default))!));
        }
    }

    [Fact]
    public async Task Only_whole_objects_stand_under_their_keys()
    {
        await Store.PrepareAsync(default);
        var old = Path.Combine(_root, "objects", ".unfinished", "1-1");
        await File.WriteAllTextAsync(old, "half");
        File.SetLastWriteTimeUtc(old, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        await Store.PutAsync(Key, Bytes("one"), "application/gzip", default);
        await Store.PrepareAsync(default);

        Assert.Equal(
            [Key], Directory.GetFiles(Path.Combine(_root, "objects"), "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Path.Combine(_root, "objects"), path)));
    }

    [Fact]
    public async Task A_key_cannot_lead_out_of_the_folder()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync("../outside", Bytes("x"), "text/plain", default));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.GetAsync("/etc/hostname", default));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_said_to_be_away()
    {
        await File.WriteAllTextAsync(Path.Combine(_root, "objects"), "a file where the folder should be");

        var away = await Assert.ThrowsAsync<ObjectStoreException>(() => Store.PutAsync(Key, Bytes("x"), "text/plain", default));

        Assert.Contains(Key, away.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
