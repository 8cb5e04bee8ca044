using System.Collections.Immutable;

namespace Raposa.Reconciliation;

/// <summary>Names the documents that the verdict on one instance stands on, and works it out again from them alone.</summary>
internal sealed class Explanation
{
    private readonly InstanceFacts _instance;
    private readonly InstanceVerdict _verdict;
    private readonly ImmutableArray<(SensorFacts Facts, SensorVerdict Verdict, SensorTarget Target)> _sensors;

    private Explanation(Estate named, InstanceFacts instance)
    {
        _instance = instance;
        var verdicts = Matcher.Reconcile(named);
        _verdict = verdicts.Instances.Single(one => one.Instance == instance.Key);
        var addresses = new AddressBook(new(named.Chains), named.Instances, named.Interfaces);
        _sensors =
        [
            .. named.Sensors.Zip(verdicts.Sensors, (facts, verdict) => (facts, verdict, Target: addresses.TargetOf(facts)))
                .Where(one => Names(one.Target, instance))
                .OrderByDescending(one => one.facts.Key == _verdict.Sensor?.Key).ThenByDescending(one => one.facts.LastSeenAt),
        ];
        Documents =
        [
            .. named.Instances.Select(one => new DocumentName(one.AccountId, ChainBook.Instances, one.Region, one.InstanceId)),
            .. named.Interfaces.Select(one => new DocumentName(one.AccountId, ChainBook.Interfaces, one.Region, one.InterfaceId)),
            .. named.Sensors.Select(one => new DocumentName(one.Tenant, ChainBook.Sensors, null, one.DeviceId)),
        ];
    }

    public ImmutableArray<DocumentName> Documents { get; }

    /// <exception cref="InvalidOperationException">The instance is not in the estate.</exception>
    public static Explanation Of(Estate estate, InstanceName name)
    {
        var instance = estate.Instances.Single(one => one.Key == name);
        var addresses = new AddressBook(new(estate.Chains), estate.Instances, estate.Interfaces);
        var sensors = estate.Sensors.Where(sensor => Names(addresses.TargetOf(sensor), instance)).ToImmutableArray();

        // Whoever shares an address, a name or an id with these decides whether they are the instance's alone.
        var ids = sensors.Select(sensor => sensor.InstanceId).OfType<string>().ToHashSet();
        var ips = sensors.Select(sensor => sensor.LocalIp).OfType<string>().Concat(instance.PrivateIps).ToHashSet();
        var macs = sensors.Select(sensor => sensor.Mac).OfType<string>().Concat(instance.Macs).ToHashSet();
        var names = sensors.Select(sensor => sensor.HostName).OfType<string>().ToHashSet();
        var interfaces = estate.Interfaces.Where(one =>
            one.InstanceId == instance.InstanceId || one.PrivateIps.Any(ips.Contains) || (one.Mac is { } mac && macs.Contains(mac))).ToImmutableArray();
        var owners = interfaces.Select(one => one.InstanceId).OfType<string>().ToHashSet();
        return new(
            estate with
            {
                Instances =
                [
                    .. estate.Instances.Where(one => one.Key == name || ids.Contains(one.InstanceId) || owners.Contains(one.InstanceId)
                        || one.PrivateIps.Any(ips.Contains) || one.Macs.Any(macs.Contains)
                        || (one.PrivateDnsName is { } dns && AddressBook.NamesOf(dns).Any(names.Contains))),
                ],
                Interfaces = interfaces,
                Sensors = sensors,
            },
            instance);
    }

    public InstanceExplanation Say(ReconciledInstance written, ReconciliationSummary run, ImmutableArray<ReadDocument> documents)
    {
        var (verdict, reason) = (VerdictCodes.Of(_verdict.Class), VerdictCodes.Of(_verdict.Reason));
        var matchedBy = _verdict.Rung is { } rung ? VerdictCodes.Of(rung) : null;
        return new()
        {
            Verdict = written,
            Run = run,
            Recomputed = new(
                verdict, reason, _verdict.Sensor?.DeviceId, matchedBy,
                (verdict, reason, _verdict.Sensor?.DeviceId, matchedBy) == (written.Class, written.Reason, written.DeviceId, written.MatchedBy)),
            Rungs =
            [
                OfRung(Rung.InstanceId, [_instance.InstanceId]), OfRung(Rung.PrivateIp, _instance.PrivateIps), OfRung(Rung.Mac, _instance.Macs),
                OfRung(Rung.PrivateDns, _instance.PrivateDnsName is { } dns ? [dns] : []),
            ],
            Sensors =
            [
                .. _sensors.Select(one => new SensorExplanation(
                    one.Facts.Tenant, one.Facts.DeviceId, VerdictCodes.Of(one.Verdict.Class), VerdictCodes.Of(one.Verdict.Reason),
                    one.Facts.FirstSeenAt, one.Facts.LastSeenAt, one.Facts.IsReduced, one.Facts.IsRemembered)),
            ],
            Documents = documents,
        };
    }

    private RungExplanation OfRung(Rung rung, ImmutableArray<string> values) => new(
        VerdictCodes.Of(rung), values,
        [.. _sensors.Where(one => one.Target is SensorTarget.Named named && named.Rung == rung).Select(one => one.Facts.DeviceId)]);

    private static bool Names(SensorTarget target, InstanceFacts instance) => target switch
    {
        SensorTarget.Named named => named.Instance.Key == instance.Key,
        SensorTarget.OneOf several => several.Instances.Any(one => one.Key == instance.Key),
        _ => false,
    };
}

/// <summary>A document, by where it stands.</summary>
internal sealed record DocumentName(string AccountId, string Source, string? Region, string Key);
