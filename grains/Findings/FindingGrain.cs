using Orleans;
using Raposa.Organizations;

namespace Raposa.Findings;

/// <inheritdoc cref="IFindingGrain"/>
internal sealed class FindingGrain(SuppressionStore suppressions, FindingReaderStore findings, TimeProvider time) : Grain, IFindingGrain
{
    private FindingKey Key => FindingKey.Parse(this.GetPrimaryKeyString());

    public async Task<Finding?> Suppress(string reason, DateTimeOffset until, Guid author, string authorName)
    {
        var now = time.GetUtcNow();
        var why = SuppressionRules.Check(reason, until, now);
        if (!await suppressions.SuppressAsync(Key, why, until, author, authorName, now, CancellationToken.None))
        {
            return null;
        }

        return await Tell("finding.suppressed");
    }

    public async Task<Finding?> LiftSuppression(Guid author, string authorName)
    {
        var before = await findings.FindAsync(Key.Organization, Key.FindingId, time.GetUtcNow(), CancellationToken.None);
        if (before is not { Suppression.IsActive: true })
        {
            return before;
        }

        await suppressions.LiftAsync(Key, author, authorName, time.GetUtcNow(), CancellationToken.None);
        return await Tell("finding.suppression-lifted");
    }

    private async Task<Finding?> Tell(string kind)
    {
        var finding = await findings.FindAsync(Key.Organization, Key.FindingId, time.GetUtcNow(), CancellationToken.None);
        if (finding is not null)
        {
            await GrainFactory.GetGrain<IActivityGrain>(Key.Organization.ToString()).Publish(new()
            {
                At = time.GetUtcNow(), Kind = kind, Summary = finding.Title, Subject = finding.Id.ToString("D"),
                Severity = finding.Severity.ToString().ToLowerInvariant(),
            });
        }

        return finding;
    }
}
