using System.Security.Cryptography;
using Orleans;
using Orleans.Concurrency;

namespace Raposa.Organizations;

/// <inheritdoc cref="IPasswordGrain"/>
[StatelessWorker]
internal sealed class PasswordGrain(RandomNumberGenerator random) : Grain, IPasswordGrain
{
    public Task<string> Hash(string password)
    {
        var salt = new byte[PasswordHash.SaltLength];
        random.GetBytes(salt);
        return Task.FromResult(PasswordHash.Of(password, salt));
    }

    public Task<bool> Verify(string password, string? hash) => Task.FromResult(PasswordHash.Verifies(password, hash));
}
