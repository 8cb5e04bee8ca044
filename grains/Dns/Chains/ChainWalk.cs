using System.Collections.Immutable;
using Raposa.Dns.Names;
using Raposa.Dns.Targets;
using Raposa.Incidents;
using Raposa.Network;
using Raposa.Network.Reachability;

namespace Raposa.Dns.Chains;

/// <summary>Follows a name from record to record until it ends at a resource, at something else, or at nothing.</summary>
internal sealed class ChainWalk(ZoneBook zones, ResourceBook resources, DnsCoverage coverage, IReadOnlyDictionary<string, FormerAddress> former)
{
    /// <summary>Resolvers give up on longer chains, some earlier.</summary>
    public const int Deepest = 16;

    /// <summary>Of one name, over all its ways.</summary>
    public const int MostHops = 256;

    private const int MostTargets = 50;

    public Chain Of(string name, bool isPrivate)
    {
        var steps = new Steps();
        Visit(name, new(0, isPrivate, IsBehind: false, []), steps);
        return new(steps.Ends.ToImmutable(), steps.Hops.ToImmutable());
    }

    private void Visit(string name, At at, Steps steps)
    {
        name = DomainText.Normal(name);
        if (steps.Hops.Count >= MostHops || at.Depth > Deepest)
        {
            steps.End(at, DnsStanding.Unknown, name, at.Depth > Deepest ? $"It goes on for more than {Deepest} names." : $"It has more than {MostHops} steps.");
        }
        else if (at.Passed.Contains(name))
        {
            steps.End(at, DnsStanding.Dangling, name, "It leads back to itself, and so to nothing.", Severity.Low);
        }
        else if (AwsName.Parse(name) is { } aws)
        {
            VisitAws(aws, at, steps);
        }
        else
        {
            VisitZone(name, zones.Find(name, at.IsPrivate), at with { Passed = at.Passed.Add(name) }, steps);
        }
    }

    private void VisitZone(string name, Lookup found, At at, Steps steps)
    {
        if (found.Zone is null || found.IsDelegated)
        {
            var whose = found.IsDelegated ? $"{name} is handed to name servers whose zone is not collected." : $"{name} is in none of the collected zones, and no name of AWS's.";
            steps.End(at, found.Missing.IsEmpty ? DnsStanding.External : DnsStanding.Unknown, name, whose, missing: found.Missing);
            return;
        }

        if (!found.Missing.IsEmpty)
        {
            steps.End(at, DnsStanding.Unknown, name, $"What {found.Zone.Name} answers for {name} is not known for sure.", missing: found.Missing);
        }
        else if (found.Records.IsEmpty)
        {
            steps.End(at, DnsStanding.Dangling, name, $"{found.Zone.Name} has no record that says where {name} leads.", Severity.Low);
        }

        foreach (var record in found.Records)
        {
            VisitRecord(record, at with { IsPrivate = found.Zone.IsPrivate || at.IsPrivate }, steps);
        }
    }

    private void VisitRecord(ZoneRecord record, At at, Steps steps)
    {
        steps.Hops.Add(new(
            at.Depth, DnsHopKind.Record, record.Name, record.IsAlias ? $"{record.Type} alias" : record.Type, string.Join(' ', record.Values.Select(DomainText.Normal)),
            record.IsProxied, record.Document, record.IsProxied ? "Cloudflare answers with its own addresses and passes on what comes." : null));
        var next = at with { Depth = at.Depth + 1 };
        if (record.Values.IsEmpty)
        {
            steps.End(next, DnsStanding.Unknown, record.Name, "Its record does not say where it leads.");
        }

        foreach (var value in record.Values)
        {
            if (!record.IsAlias && record.Type is "A" or "AAAA")
            {
                VisitAddress(value, next, steps);
            }
            else
            {
                // Where a name leads to a region's endpoint of S3, the bucket has the name itself.
                Visit(AwsName.Parse(DomainText.Normal(value)) is { Kind: AwsKind.Bucket, Id: null } && record.Name[0] != '*' ? $"{record.Name}.{value}" : value, next, steps);
            }
        }
    }

    private void VisitAddress(string text, At at, Steps steps)
    {
        if (!IpAddress.TryParse(text, out var address))
        {
            steps.End(at, DnsStanding.Unknown, text, $"'{text}' is no address.");
            return;
        }

        var isPublic = !SpecialAddresses.IsPrivate(address);
        var found = resources.At(address, isPublic).ToArray();
        var missing = coverage.Missing(ResourceBook.Interfaces, null);
        if (found.Length > 0 && (isPublic || (found.Length == 1 && missing.IsEmpty)))
        {
            foreach (var one in found)
            {
                Arrive(one, text, at, steps);
            }

            return;
        }

        missing = isPublic ? missing.AddRange(coverage.Missing(ResourceBook.Addresses, null)) : missing;
        if (found.Length > 1)
        {
            steps.End(at, DnsStanding.Unknown, text, $"{found.Length} interfaces of different networks have {text}: {string.Join(", ", found.Select(one => one.Resource.Id))}.");
        }
        else if (!missing.IsEmpty)
        {
            steps.End(at, DnsStanding.Unknown, text, $"Whether a connected account has {text} is not known.", missing: missing);
        }
        else if (former.GetValueOrDefault(text) is { } was)
        {
            steps.End(
                at, DnsStanding.Dangling, text,
                $"{text} was an elastic address of {was.AccountId} and was released: AWS may give it to anybody who asks for enough of them.", Severity.High);
        }
        else
        {
            steps.End(at, DnsStanding.External, text, $"No connected account has {text}.");
        }
    }

    private void VisitAws(AwsName name, At at, Steps steps)
    {
        switch (name.Kind)
        {
            case AwsKind.Address:
                VisitAddress(name.Id!, at, steps);
                break;
            case AwsKind.Bucket when name.Id is null:
                steps.End(at, DnsStanding.Unknown, name.Name, "Which bucket is meant hangs on the host that is asked for.");
                break;
            case AwsKind.Bucket:
                Look(name, resources.Bucket(name.Id!), [ResourceBook.Buckets], null, at, steps,
                    (Severity.High, $"The bucket {name.Id} is in no connected account. If it is nobody's, anybody may make it, and answers under this name."));
                break;
            case AwsKind.Distribution:
                Look(name, resources.Named(name.Name), [ResourceBook.Distributions], null, at, steps,
                    (Severity.High, $"The distribution {name.Name} is in no connected account. Whoever makes one that says it answers to this name takes its place."));
                break;
            case AwsKind.LoadBalancer:
                Look(name, resources.Named(name.Name), [ResourceBook.Balancers, ResourceBook.ClassicBalancers], name.Region, at, steps,
                    (Severity.Medium, $"The load balancer {name.Name} is in no connected account. Its number is given by chance, so nobody takes its place on purpose."));
                break;
            case AwsKind.Database:
                Look(name, resources.Named(name.Name), [ResourceBook.Databases, ResourceBook.DatabaseClusters], name.Region, at, steps,
                    (Severity.Low, $"The database {name.Name} is in no connected account."));
                break;
            case AwsKind.Environment:
                NotCollected(name, "Elastic Beanstalk's environments", at, steps);
                break;
            case AwsKind.Gateway:
                NotCollected(name, "API Gateway's interfaces", at, steps);
                break;
            default:
                NotCollected(name, $"what {name.Name} belongs to", at, steps);
                break;
        }
    }

    private static void NotCollected(AwsName name, string what, At at, Steps steps) =>
        steps.End(at, DnsStanding.Unknown, name.Name, $"{name.Name} is a name of AWS's, and {what} are not collected.", missing: [what]);

    private void Look(
        AwsName name, Found? found, string[] sources, string? region, At at, Steps steps, (Severity Severity, string Reason) gone)
    {
        if (found is not null)
        {
            Arrive(found, name.Name, at, steps);
            return;
        }

        ImmutableArray<string> missing = [.. sources.SelectMany(source => coverage.Missing(source, region))];
        if (missing.IsEmpty)
        {
            steps.End(at, DnsStanding.Dangling, name.Name, gone.Reason, gone.Severity);
        }
        else
        {
            steps.End(at, DnsStanding.Unknown, name.Name, $"Whether a connected account has {name.Name} is not known.", missing: missing);
        }
    }

    private void Arrive(Found found, string target, At at, Steps steps)
    {
        steps.Hops.Add(new(
            at.Depth, at.IsBehind ? DnsHopKind.Origin : DnsHopKind.Resource, found.Resource.Id, found.Resource.Type, target, false, found.Document,
            found.Resource.Type == ResourceBook.Addresses ? "It is allocated, and leads to nothing." : null));
        steps.Ends.Add(new()
        {
            Standing = DnsStanding.Resource, Target = target, Resource = found.Resource, Reason = $"{found.Resource.Id} has {target}.", IsBehind = at.IsBehind,
        });
        foreach (var origin in found.Origins)
        {
            Visit(origin, new(at.Depth + 1, IsPrivate: false, IsBehind: true, at.Passed.Add(target)), steps);
        }

        foreach (var (id, instance) in resources.TargetsOf(found.Resource).Take(MostTargets))
        {
            steps.Hops.Add(new(at.Depth + 1, DnsHopKind.Target, id, ResourceBook.Instances, null, false, instance?.Document, null));
        }
    }

    /// <param name="Passed">The names on the way, so that a loop ends.</param>
    private sealed record At(int Depth, bool IsPrivate, bool IsBehind, ImmutableHashSet<string> Passed);

    private sealed class Steps
    {
        private const int MostMissing = 10;

        public ImmutableArray<DnsHop>.Builder Hops { get; } = ImmutableArray.CreateBuilder<DnsHop>();

        public ImmutableArray<DnsEnd>.Builder Ends { get; } = ImmutableArray.CreateBuilder<DnsEnd>();

        public void End(At at, DnsStanding standing, string target, string reason, Severity? severity = null, ImmutableArray<string> missing = default)
        {
            var kind = standing switch
            {
                DnsStanding.Dangling => DnsHopKind.Gone,
                DnsStanding.External => DnsHopKind.External,
                _ => DnsHopKind.Unknown,
            };
            Hops.Add(new(at.Depth, kind, target, null, null, false, null, reason));
            Ends.Add(new()
            {
                Standing = standing, Target = target, Reason = reason, Severity = severity, IsBehind = at.IsBehind,
                Missing = missing.IsDefault ? [] : [.. missing.Distinct().Take(MostMissing)],
            });
        }
    }
}
