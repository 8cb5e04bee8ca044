using System.Text.Json;

namespace Raposa.Reconciliation;

/// <summary>The chains of a run as its row keeps them.</summary>
internal static class ChainsJson
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>As they counted: one that is too old is not complete, whatever its last run says.</summary>
    public static string Write(DecidedRun run) => JsonSerializer.Serialize(
        run.Request.Chains.Select(chain => chain with
        {
            IsComplete = run.Read.Chains.All.First(one => (one.AccountId, one.Source, one.Region) == (chain.AccountId, chain.Source, chain.Region)).IsComplete,
        }),
        Web);

    public static ChainRead[] Read(string json) => JsonSerializer.Deserialize<ChainRead[]>(json, Web)!;
}
