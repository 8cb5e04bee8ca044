using System.Collections.Immutable;
using Raposa.DemoWorld.Attacks;
using Raposa.DemoWorld.Estate;
using Raposa.DemoWorld.Life;
using Raposa.DemoWorld.Trail;

namespace Raposa.DemoWorld;

/// <summary>
/// A day of CloudTrail of Corvina Analytics, an invented company of about forty people, roles and services, with two
/// attacks hidden in it. The same seed and the same end give the same bytes, on any machine.
/// </summary>
/// <remarks>
/// The day is always a working one, whichever weekday it falls on: a demo shown on a Sunday should not be empty. Nobody's
/// address is used: all IP addresses are of the ranges reserved for documentation (RFC 5737), so nothing here says where
/// an attacker sits, and the account ids are round numbers that no published sample uses.
/// </remarks>
public sealed class DemoDay
{
    public static readonly TimeSpan Length = TimeSpan.FromHours(24);

    private DemoDay(ImmutableArray<DemoEvent> events) => Events = events;

    /// <summary>Oldest first; the last one a few seconds before the end that was asked for.</summary>
    public ImmutableArray<DemoEvent> Events { get; }

    /// <summary>The company's AWS accounts: twelve digits and a name.</summary>
    public static ImmutableArray<DemoAccount> Accounts => Corvina.Accounts;

    /// <summary>The day that ends at <paramref name="end"/>, whole seconds.</summary>
    public static DemoDay Generate(int seed, DateTimeOffset end) =>
        Generate(new CompanyEstate(new(seed, DateTimeOffset.FromUnixTimeSeconds(end.ToUnixTimeSeconds()))));

    /// <summary>The day that ends at the estate's anchor.</summary>
    internal static DemoDay Generate(CompanyEstate company)
    {
        var stop = DateTimeOffset.FromUnixTimeSeconds(company.Options.Anchor.ToUnixTimeSeconds());
        var dice = new Dice((ulong)company.Options.Seed);
        var trail = new TrailWriter(dice.Fork("ids"));
        var clock = new WorkingDay(stop - Length, stop);

        // Each part draws from dice of its own, so that a change to one leaves the bytes of the others alone.
        People.Live(trail, clock, dice.Fork("people"));
        Deployments.Live(trail, clock, dice.Fork("deployments"));
        Terraform.Live(trail, clock, dice.Fork("terraform"));
        Workloads.Live(trail, clock, dice.Fork("workloads"));
        CloudServices.Live(trail, clock, company, dice.Fork("services"));
        Scanners.Live(trail, clock, dice.Fork("scanners"));
        LeakedKey.Happen(trail, stop, dice.Fork("leaked-key"));
        PublicBucket.Happen(trail, stop, dice.Fork("public-bucket"));

        return new(trail.ToEvents(clock));
    }
}

/// <summary>One CloudTrail record, as the bytes to send.</summary>
public sealed record DemoEvent(DateTimeOffset Time, string EventId, DemoStory Story, ReadOnlyMemory<byte> Record);

/// <summary>What an event belongs to: the answer sheet of the demo. It stands nowhere in the records.</summary>
public enum DemoStory
{
    Ordinary,

    /// <summary>A leaked access key makes a new administrator and switches logging off.</summary>
    LeakedKey,

    /// <summary>A bucket is made public, and somebody outside reads it empty.</summary>
    PublicBucket,
}

public sealed record DemoAccount(string Id, string Name);
