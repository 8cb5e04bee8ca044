using System.Collections.Immutable;
using Raposa.Findings;
using Raposa.Inventory.Analysis;

namespace Raposa.Posture;

/// <summary>Which resources are open to everybody by their own policies, and which identities and machines can do everything.</summary>
internal sealed class PosturePriorityFacts(PostureStore store) : IPriorityFacts
{
    // Their failing says that anybody reaches what the resource holds.
    private static readonly string[] Public =
    [
        "s3.bucket_public_read", "s3.bucket_public_write", "ec2.image_public", "ec2.snapshot_public", "rds.snapshot_public", "rds.cluster_snapshot_public",
        "rds.instance_public", "ecr.public_policy", "kms.public_policy", "lambda.public_policy", "lambda.url_authentication", "eks.public_endpoint",
    ];

    // Their failing says that whoever holds the resource can do everything.
    private static readonly string[] Administrating = ["ec2.instance_administrator_role", "lambda.administrator_role"];

    // They judge administrators alone: whom they pass or fail is one.
    private static readonly string[] OfAdministrators = ["iam.dormant_administrator_user", "iam.dormant_administrator_role"];

    public string Part => "posture";

    public async Task<ImmutableArray<ResourceFact>> ReadAsync(AnalysisRun run, CancellationToken cancellationToken)
    {
        var verdicts = await store.GetStandingAsync(run.Organization, [.. Public, .. Administrating], cancellationToken);
        return [.. verdicts.Select(FactOf).OfType<ResourceFact>()];
    }

    private static ResourceFact? FactOf(StandingVerdict verdict)
    {
        var status = (CheckStatus)verdict.Status;
        if (Public.Contains(verdict.CheckId))
        {
            return Of(PriorityFormula.Exposure, status switch
            {
                CheckStatus.Fail => PriorityFormula.Internet,
                CheckStatus.Pass => PriorityFormula.NotExposed,
                _ => PriorityFormula.Unknown,
            });
        }

        if (Administrating.Contains(verdict.CheckId))
        {
            return status == CheckStatus.Pass ? null : Of(PriorityFormula.Role, status == CheckStatus.Fail ? PriorityFormula.Admin : PriorityFormula.Unknown);
        }

        return Of(PriorityFormula.Role, !OfAdministrators.Contains(verdict.CheckId) ? PriorityFormula.Other
            : status == CheckStatus.Unknown ? PriorityFormula.Unknown : PriorityFormula.Admin);

        ResourceFact Of(string factor, string level) => new(verdict.AccountId, verdict.Resource, factor, level, level switch
        {
            PriorityFormula.Internet => $"{verdict.CheckId} fails: anybody reaches it.",
            PriorityFormula.NotExposed => $"{verdict.CheckId} passes.",
            PriorityFormula.Admin => "It can do everything in its account.",
            PriorityFormula.Other => "It cannot do everything in its account.",
            _ => $"{verdict.CheckId} is unknown.",
        });
    }
}
