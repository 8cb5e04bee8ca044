using System.Text.Json;
using Orleans;
using Orleans.Concurrency;
using Raposa.Cost;
using Raposa.Inventory;
using Raposa.Network;
using Raposa.Organizations;
using Raposa.Posture;
using Raposa.Posture.Reading;
using Raposa.Reconciliation;

namespace Raposa.Findings;

/// <inheritdoc cref="IFindingExplanationGrain"/>
/// <remarks>Whoever decided a kind of finding explains it: this asks them, and says the answers in one shape.</remarks>
[StatelessWorker, Reentrant]
internal sealed class FindingExplanationGrain(FindingReaderStore findings, TimeProvider time) : Grain, IFindingExplanationGrain
{
    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    private string Key => Organization.ToString();

    public async Task<FindingExplanation?> Explain(Guid id)
    {
        if (await findings.FindAsync(Organization, id, time.GetUtcNow(), CancellationToken.None) is not { } finding)
        {
            return null;
        }

        // What it says was so when it was last seen; what is known by now may be other.
        return await (finding.Kind.Split('.')[0] switch
        {
            "posture" => OfPosture(finding),
            "network" => OfNetwork(finding),
            "reconciliation" => OfReconciliation(finding),
            "cost" => OfCost(finding),
            "vendor" => OfVendor(finding),
            _ => Task.FromResult<FindingExplanation?>(null),
        }) ?? new()
        {
            FindingId = finding.Id, DecidedBy = "other", Rule = finding.Kind, WitnessJson = finding.EvidenceJson,
            Recomputed = "It was not decided from documents that are kept, so it cannot be worked out again; its evidence is all there is.",
        };
    }

    private async Task<FindingExplanation?> OfPosture(Finding finding)
    {
        var key = new CheckResultKey(finding.Kind[PostureFindings.Kind.Length..], finding.AccountId ?? "", finding.Region, finding.Subject);
        return await GrainFactory.GetGrain<IPostureReaderGrain>(Key).Explain(key, finding.LastSeenAt) is not { } explanation ? null : new()
        {
            FindingId = finding.Id,
            DecidedBy = "posture",
            Rule = $"{explanation.Check.Id}: {explanation.Check.Title}",
            AsOf = explanation.Result.Since,
            Documents = ExplainedDocuments.Of(explanation.Result.EvidenceJson),
            WitnessJson = explanation.Result.EvidenceJson,
            IsSame = explanation.IsSame,
            Recomputed = explanation.Recomputed is { } recomputed
                ? $"The check says {recomputed.Status.ToString().ToLowerInvariant()}: {recomputed.Reason}"
                : "The check says nothing of it any more.",
        };
    }

    private async Task<FindingExplanation?> OfNetwork(Finding finding)
    {
        var reader = GrainFactory.GetGrain<INetworkReaderGrain>(Key);
        var report = await reader.GetExposure(finding.LastSeenAt);
        var rows = report.Exposures.Where(row => row.OwnerId == finding.Subject && row is { Outcome: NetworkOutcome.Allowed, IsEveryone: true }).ToList();
        var first = rows.Find(row => row.Protocol == "tcp") ?? rows.FirstOrDefault();
        var answer = first is null ? null : await reader.Ask(new()
        {
            From = "internet", To = first.InterfaceId, Protocol = first.Protocol == "any" ? null : first.Protocol,
            Port = first.Protocol is "tcp" or "udp" ? first.FromPort : null, AsOf = finding.LastSeenAt,
        });
        var rules = RulesOf(finding.EvidenceJson);
        return new()
        {
            FindingId = finding.Id,
            DecidedBy = "network",
            Rule = "A live host or database that anybody on the internet reaches on more than the ports of the web.",
            AsOf = report.Basis.AsOf,
            Snapshots = report.Basis.Snapshots,
            WitnessJson = answer is null ? null : JsonSerializer.Serialize(answer.Verdict, JsonSerializerOptions.Web),
            IsSame = answer?.Verdict.Outcome == NetworkOutcome.Allowed && rules.IsSubsetOf(rows.SelectMany(row => row.Rules)),
            Recomputed = rows.Count == 0
                ? "Nobody on the internet reaches it by these snapshots."
                : $"Anybody reaches it in {rows.Count} ways, by {string.Join(", ", rows.SelectMany(row => row.Rules).Distinct())}.",
        };
    }

    private async Task<FindingExplanation?> OfReconciliation(Finding finding)
    {
        var instance = new InstanceName(finding.AccountId ?? "", finding.Subject);
        return await GrainFactory.GetGrain<IReconciliationReaderGrain>(Key).Explain(instance, null) is not { } explanation ? null : new()
        {
            FindingId = finding.Id,
            DecidedBy = "reconciliation",
            Rule = "A live instance that no working sensor watches.",
            AsOf = explanation.Run.AsOf,
            Documents =
            [
                .. explanation.Documents.Select(document => new ExplainedDocument(
                    document.Source, document.AccountId, document.Region, document.Key, document.SnapshotId, document.Sha256, [])),
            ],
            Snapshots = [.. explanation.Run.Chains.Select(chain => chain.SnapshotId).OfType<Guid>()],
            WitnessJson = JsonSerializer.Serialize(new { explanation.Verdict, explanation.Rungs, explanation.Sensors }, JsonSerializerOptions.Web),
            IsSame = explanation.Recomputed.IsSame,
            Recomputed = $"It counts as {explanation.Recomputed.Class}: {explanation.Recomputed.Reason}.",
        };
    }

    private async Task<FindingExplanation?> OfCost(Finding finding)
    {
        using var evidence = JsonDocument.Parse(finding.EvidenceJson);
        return !evidence.RootElement.TryGetProperty("anomalyId", out var id) || !id.TryGetGuid(out var anomaly)
            || await GrainFactory.GetGrain<ICostReaderGrain>(Key).GetAnomaly(anomaly) is not { } found ? null : new()
            {
                FindingId = finding.Id,
                DecidedBy = "cost",
                Rule = "Days that the weeks before do not explain.",
                AsOf = found.AsOf,
                Snapshots = found.Snapshots,
                WitnessJson = JsonSerializer.Serialize(found, JsonSerializerOptions.Web),
                Recomputed = "The bill goes on being corrected by its vendor; each analysis works the days out anew, and this is what the last one found.",
            };
    }

    private async Task<FindingExplanation?> OfVendor(Finding finding)
    {
        using var evidence = JsonDocument.Parse(finding.EvidenceJson);
        if (!evidence.RootElement.TryGetProperty("document", out var named))
        {
            return null;
        }

        var (source, key, hash) = (named.GetProperty("source").GetString()!, named.GetProperty("key").GetString()!, named.GetProperty("sha256").GetString()!);
        var resource = await GrainFactory.GetGrain<IInventoryReaderGrain>(Key).GetResource(new(finding.AccountId ?? "", source, finding.Region, key), finding.LastSeenAt);
        var again = resource?.Document is not { } text ? null : VendorFindings.Of(
            new CollectedDocument(source, finding.AccountId ?? "", finding.Region, key, resource.SnapshotId, resource.Sha256, JsonSerializer.Deserialize<JsonElement>(text)),
            finding.LastSeenAt);
        return new()
        {
            FindingId = finding.Id,
            DecidedBy = "vendor",
            Rule = $"What {source} says, in the vendor's own words.",
            AsOf = resource?.SealedAt,
            Documents = [new(source, finding.AccountId, finding.Region, key, resource?.SnapshotId, hash, ["$"])],
            WitnessJson = resource?.Document,
            IsSame = resource is null ? null : again is not null && resource.Sha256 == hash && (again.Severity, again.Title) == (finding.Severity, finding.Title),
            Recomputed = resource is null ? "The vendor's document is not kept any more."
                : again is null ? "The vendor calls it settled in the document that is kept."
                : $"The vendor's document says {again.Severity.ToString().ToLowerInvariant()}: {again.Title}",
        };
    }

    private static HashSet<string> RulesOf(string evidenceJson)
    {
        using var evidence = JsonDocument.Parse(evidenceJson);
        return evidence.RootElement.TryGetProperty("rules", out var rules) ? [.. rules.EnumerateArray().Select(rule => rule.GetString()!)] : [];
    }
}
