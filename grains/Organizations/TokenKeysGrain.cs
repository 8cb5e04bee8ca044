using Orleans;

namespace Raposa.Organizations;

/// <inheritdoc cref="ITokenKeysGrain"/>
internal sealed class TokenKeysGrain(TokenKeyStore keys, TimeProvider time) : Grain, ITokenKeysGrain
{
    public async Task<string> GetJwks() =>
        $$"""{"keys":[{{string.Join(',', await keys.GetVerifyingAsync(time.GetUtcNow(), CancellationToken.None))}}]}""";
}
