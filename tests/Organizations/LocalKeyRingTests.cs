using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace Raposa.Organizations;

public sealed class LocalKeyRingTests : IDisposable
{
    private const string Owner = "0197a6c4-e1f2-7a3b-8c5d-001122334455/credential-1";

    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("the signing secret");

    private readonly string _folder = Directory.CreateTempSubdirectory("raposa-keys-").FullName;
    private readonly RandomNumberGenerator _random = RandomNumberGenerator.Create();

    [Fact]
    public async Task What_was_sealed_is_opened_after_a_restart()
    {
        var sealedSecret = await NewRing().SealAsync(Secret, Owner, default);

        Assert.Equal(Secret, await NewRing().OpenAsync(sealedSecret, Owner, default));
    }

    [Fact]
    public async Task What_is_stored_does_not_contain_the_secret()
    {
        var sealedSecret = await NewRing().SealAsync(Secret, Owner, default);

        Assert.Equal(-1, sealedSecret.AsSpan().IndexOf(Secret));
    }

    [Fact]
    public async Task The_same_secret_is_never_sealed_the_same_way_twice()
    {
        var ring = NewRing();

        Assert.NotEqual(await ring.SealAsync(Secret, Owner, default), await ring.SealAsync(Secret, Owner, default));
    }

    [Fact]
    public async Task A_secret_of_one_owner_does_not_open_for_another()
    {
        var sealedSecret = await NewRing().SealAsync(Secret, Owner, default);

        await Assert.ThrowsAnyAsync<CryptographicException>(() => NewRing().OpenAsync(sealedSecret, "somebody else", default));
    }

    [Fact]
    public async Task One_flipped_bit_anywhere_is_noticed()
    {
        var ring = NewRing();
        var sealedSecret = await ring.SealAsync(Secret, Owner, default);
        for (var index = 0; index < sealedSecret.Length; index++)
        {
            var flipped = (byte[])sealedSecret.Clone();
            flipped[index] ^= 1;

            await Assert.ThrowsAnyAsync<CryptographicException>(() => ring.OpenAsync(flipped, Owner, default));
        }
    }

    [Fact]
    public async Task A_secret_of_another_ring_is_refused_with_the_remedy()
    {
        var other = new LocalKeyRing(Path.Combine(_folder, "other"), _random);
        var sealedSecret = await other.SealAsync(Secret, Owner, default);

        var refusal = await Assert.ThrowsAsync<CryptographicException>(() => NewRing().OpenAsync(sealedSecret, Owner, default));

        Assert.Contains("Restore that file from the backup", refusal.Message, StringComparison.Ordinal);
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task The_file_can_be_read_by_its_owner_alone()
    {
        await NewRing().SealAsync(Secret, Owner, default);

        var file = Assert.Single(Directory.GetFiles(_folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    /// <summary>Again and again, because who loses must lose within one system call for it to matter.</summary>
    [Fact]
    public async Task Silos_that_start_at_once_on_one_folder_share_one_key()
    {
        for (var round = 0; round < 200; round++)
        {
            var folder = Path.Combine(_folder, $"{round}");
            using var together = new Barrier(4);
            var sealedSecrets = await Task.WhenAll(Enumerable.Range(0, together.ParticipantCount).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    return new LocalKeyRing(folder, _random).SealAsync(Secret, Owner, default);
                },
                TaskCreationOptions.LongRunning).Unwrap()));

            var ring = new LocalKeyRing(folder, _random);
            foreach (var sealedSecret in sealedSecrets)
            {
                Assert.Equal(Secret, await ring.OpenAsync(sealedSecret, Owner, default));
            }

            Assert.Equal("sealing-keys.json", Path.GetFileName(Assert.Single(Directory.GetFiles(folder))));
        }
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task What_a_silo_left_that_died_while_it_made_the_file_is_in_nobodys_way()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "sealing-keys.json.draft"), "{ \"cur");
        await File.WriteAllTextAsync(Path.Combine(_folder, "sealing-keys.json.lock"), "");

        var sealedSecret = await NewRing().SealAsync(Secret, Owner, default);

        Assert.Equal(Secret, await NewRing().OpenAsync(sealedSecret, Owner, default));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(_folder))));
    }

    public void Dispose()
    {
        _random.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private LocalKeyRing NewRing() => new(_folder, _random);
}
