using System.Collections.Immutable;
using static Raposa.Reconciliation.CoverageClass;
using static Raposa.Reconciliation.VerdictReason;

namespace Raposa.Reconciliation;

/// <summary>What goes wrong between two inventories, each with the answer that a person who knew the machines would give.</summary>
internal static class Pathologies
{
    public static readonly ImmutableArray<(string Name, Action<LabelledEstate> Write)> All =
    [
        ("nothing is wrong", estate =>
        {
            var machine = Live(estate, Matched, ByInstanceId);
            estate.AddSensor(estate.HostOf(machine), Matched, ByInstanceId);
        }),
        ("missing metadata", estate =>
        {
            var machine = Live(estate, Matched, ByPrivateIp);
            estate.AddSensor(LabelledEstate.WithoutMetadata(estate.HostOf(machine)), Matched, ByPrivateIp);
        }),
        ("missing metadata, and the address of a container bridge", estate =>
        {
            var machine = Live(estate, Matched, ByMac);
            var host = LabelledEstate.WithoutMetadata(estate.HostOf(machine));
            (host["local_ip"], host["hostname"]) = ("172.17.0.1", "build-agent");
            estate.AddSensor(host, Matched, ByMac);
        }),
        ("nothing but a host name", estate =>
        {
            var machine = Live(estate, Matched, ByPrivateDns);
            var host = LabelledEstate.WithoutMetadata(estate.HostOf(machine));
            host.Remove("mac_address");
            (host["local_ip"], host["hostname"]) = ("172.17.0.1", machine.PrivateDns.Split('.')[0].ToUpperInvariant());
            estate.AddSensor(host, Matched, ByPrivateDns);
        }),
        ("no sensor", estate => Live(estate, Unprotected, NeverSeen)),
        ("reused id: the record is of the machine before the restart", estate =>
        {
            var machine = Live(estate, Unprotected, PreviousInstance);
            estate.AddSensor(
                estate.HostOf(machine, machine.LaunchedAt.AddHours(-3), machine.LaunchedAt.AddDays(-30)), Unprotected, PreviousInstance);
        }),
        ("cloned image: four machines report as one", estate =>
        {
            var machine = Live(estate, Matched, ByInstanceId);
            estate.AddSensor(estate.HostOf(machine), Matched, ByInstanceId);
            for (var clone = 0; clone < 3; clone++)
            {
                Live(estate, Unprotected, NeverSeen);
            }
        }),
        ("shared private address: two networks use the same range", estate =>
        {
            var one = estate.NewMachine();
            var two = estate.NewMachine() with { Ip = one.Ip };
            foreach (var machine in (LabelledEstate.Machine[])[one, two])
            {
                estate.AddInstance(machine);
                estate.Expect(machine, Unknown, AddressAmbiguous);
            }

            var host = LabelledEstate.WithoutMetadata(estate.HostOf(one));
            host.Remove("mac_address");
            host["hostname"] = "app";
            estate.AddSensor(host, Unknown, AddressAmbiguous);
        }),
        ("shared private address, and the MAC address says whose", estate =>
        {
            var one = Live(estate, Matched, ByMac);
            var two = estate.NewMachine() with { Ip = one.Ip };
            estate.AddInstance(two);
            estate.Expect(two, Unprotected, NeverSeen);
            var host = LabelledEstate.WithoutMetadata(estate.HostOf(one));
            host["hostname"] = "app";
            estate.AddSensor(host, Matched, ByMac);
        }),
        ("two records for one host: the sensor was installed again", estate =>
        {
            var machine = Live(estate, Matched, ByInstanceId, TimeSpan.FromDays(20));
            var again = machine.LaunchedAt.AddDays(2);
            estate.AddSensor(estate.HostOf(machine, again.AddMinutes(-1)), Stale, Superseded);
            estate.AddSensor(estate.HostOf(machine, firstSeen: again), Matched, ByInstanceId);
        }),
        ("two records, and the living one without metadata", estate =>
        {
            var machine = Live(estate, Matched, ByPrivateIp, TimeSpan.FromDays(20));
            var again = machine.LaunchedAt.AddDays(2);
            estate.AddSensor(estate.HostOf(machine, again.AddMinutes(-1)), Stale, Superseded);
            estate.AddSensor(LabelledEstate.WithoutMetadata(estate.HostOf(machine, firstSeen: again)), Matched, ByPrivateIp);
        }),
        ("two machines report with one address at once", estate =>
        {
            var machine = Live(estate, Unknown, AddressAmbiguous);
            for (var record = 0; record < 2; record++)
            {
                var host = LabelledEstate.WithoutMetadata(estate.HostOf(machine));
                host.Remove("mac_address");
                host["hostname"] = "app";
                estate.AddSensor(host, Unknown, AddressAmbiguous);
            }
        }),
        ("back after a day's absence from Falcon's listing", estate =>
        {
            var machine = Live(estate, Matched, ByInstanceId, TimeSpan.FromDays(20));
            estate.AddSensor(estate.HostOf(machine, LabelledEstate.ReadAt.AddHours(-21)), Matched, ByInstanceId, isEarlier: true);
        }),
        ("ghost with the address of a living machine", estate =>
        {
            var machine = Live(estate, Unprotected, NeverSeen);
            var dead = estate.NewMachine() with { Account = machine.Account, Region = machine.Region, Ip = machine.Ip };
            estate.AddSensor(estate.HostOf(dead, LabelledEstate.ReadAt.AddDays(-3)), Stale, InstanceAbsent);
        }),
        ("ghost without metadata that had the address before the launch", estate =>
        {
            var machine = Live(estate, Unprotected, NeverSeen);
            var host = LabelledEstate.WithoutMetadata(estate.HostOf(machine, machine.LaunchedAt.AddMinutes(-30), machine.LaunchedAt.AddDays(-4)));
            host["mac_address"] = "06-ff-ff-00-00-01";
            estate.AddSensor(host, Stale, InstanceAbsent);
        }),
        ("stranger without metadata with the address and another MAC address", estate =>
        {
            var machine = Live(estate, Unprotected, NeverSeen);
            var host = LabelledEstate.WithoutMetadata(estate.HostOf(machine, LabelledEstate.ReadAt.AddHours(-2)));
            host["mac_address"] = "06-ff-ff-00-00-02";
            estate.AddSensor(host, Stale, InstanceAbsent);
        }),
        ("silent sensor", estate =>
        {
            var machine = Live(estate, Unprotected, SensorSilent, TimeSpan.FromDays(40));
            estate.AddSensor(estate.HostOf(machine, LabelledEstate.ReadAt.AddDays(-12)), Unprotected, SensorSilent);
        }),
        ("reduced functionality", estate =>
        {
            var machine = Live(estate, Unprotected, ReducedFunctionality);
            var host = estate.HostOf(machine);
            host["reduced_functionality_mode"] = "yes";
            estate.AddSensor(host, Unprotected, ReducedFunctionality);
        }),
        ("terminated, still shown", estate =>
        {
            var machine = estate.NewMachine();
            estate.AddInstance(machine, "terminated");
            estate.Expect(machine, OutOfScope, InstanceTerminated);
            estate.AddSensor(estate.HostOf(machine), Stale, InstanceTerminated);
        }),
        ("stopped", estate =>
        {
            var machine = estate.NewMachine();
            estate.AddInstance(machine, "stopped");
            estate.Expect(machine, OutOfScope, InstanceStopped);
            estate.AddSensor(estate.HostOf(machine, LabelledEstate.ReadAt.AddDays(-31)), OutOfScope, InstanceStopped);
        }),
        ("missing from one complete snapshot", estate =>
        {
            var machine = estate.NewMachine();
            estate.AddEarlierInstance(machine);
            estate.AddSensor(estate.HostOf(machine), Unknown, AbsenceUnconfirmed);
        }),
        ("launched a minute ago", estate => Live(estate, Unknown, Enrolling, TimeSpan.FromMinutes(1))),
        ("account that is not connected", estate =>
            estate.AddSensor(estate.HostOf(estate.NewMachine() with { Account = LabelledEstate.Stranger }), Stale, AccountNotConnected)),
        ("the same id in an account that is not connected", estate =>
        {
            var machine = Live(estate, Unprotected, NeverSeen);
            estate.AddSensor(estate.HostOf(machine with { Account = LabelledEstate.Stranger }), Stale, AccountNotConnected);
        }),
        ("another cloud", estate =>
        {
            var host = estate.HostOf(estate.NewMachine());
            (host["service_provider"], host["system_manufacturer"], host["serial_number"]) = ("AZURE", "Microsoft Corporation", "0000-0001");
            estate.AddSensor(host, OutOfScope, OtherCloud);
        }),
        ("laptop", estate =>
        {
            var host = LabelledEstate.WithoutMetadata(estate.HostOf(estate.NewMachine()));
            (host["product_type_desc"], host["system_manufacturer"], host["serial_number"]) = ("Workstation", "LENOVO", "PF3ABC");
            estate.AddSensor(host, OutOfScope, Workstation);
        }),
        ("server in the cellar with the address of an instance", estate =>
        {
            var machine = Live(estate, Unprotected, NeverSeen);
            var host = LabelledEstate.WithoutMetadata(estate.HostOf(machine));
            host.Remove("mac_address");
            (host["system_manufacturer"], host["serial_number"]) = ("Dell Inc.", "7XKQ2L3");
            estate.AddSensor(host, OutOfScope, OnPremises);
        }),
        ("record that says nothing of its origin", estate =>
        {
            var host = LabelledEstate.WithoutMetadata(estate.HostOf(estate.NewMachine()));
            host.Remove("system_manufacturer");
            host.Remove("serial_number");
            estate.AddSensor(host, Unknown, OriginUnknown);
        }),
        ("ghosts of autoscaling", estate =>
        {
            for (var ghost = 0; ghost < 12; ghost++)
            {
                estate.AddSensor(estate.HostOf(estate.NewMachine(), LabelledEstate.ReadAt.AddDays(-1 - ghost)), Stale, InstanceAbsent);
            }
        }),
    ];

    private static LabelledEstate.Machine Live(LabelledEstate estate, CoverageClass verdict, VerdictReason reason, TimeSpan? age = null)
    {
        var machine = estate.NewMachine(age);
        estate.AddInstance(machine);
        estate.Expect(machine, verdict, reason);
        return machine;
    }
}
