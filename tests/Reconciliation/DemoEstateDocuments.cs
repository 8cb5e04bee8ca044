using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.DemoWorld.Estate.Network;
using Raposa.DemoWorld.Estate.Sensors;

namespace Raposa.Reconciliation;

/// <summary>What the vendors of the demo's world return of its machines and sensors at a time.</summary>
internal static class DemoEstateDocuments
{
    public static string TenantOf(CompanyEstate company) => SensorTenant.CustomerId(company);

    public static IEnumerable<LabelledEstate.Document> Instances(EstateMoment moment) =>
        InEveryRegion(moment, InstanceDocuments.Instances).Select(one => (one.Account, one.Region, Body: one.Body["Instances"]![0]!.DeepClone().AsObject()))
            .Select(one => new LabelledEstate.Document(one.Account, one.Region, one.Body["InstanceId"]!.GetValue<string>(), one.Body));

    public static IEnumerable<LabelledEstate.Document> NetworkInterfaces(EstateMoment moment) =>
        InEveryRegion(moment, Interfaces.Describe)
            .Select(one => new LabelledEstate.Document(one.Account, one.Region, one.Body["NetworkInterfaceId"]!.GetValue<string>(), one.Body));

    public static IEnumerable<LabelledEstate.Document> Sensors(EstateMoment moment) =>
        moment.Sensors.All.Select(record => new LabelledEstate.Document(
            TenantOf(moment.Company), null, record.DeviceId, SensorDocuments.Host(record, moment)));

    private static IEnumerable<(string Account, string Region, JsonObject Body)> InEveryRegion(EstateMoment moment, Func<EstateCall, EstateAnswer> describe) =>
        from account in moment.Company.Accounts
        from region in account.Regions
        let list = ((ListAnswer)describe(new(moment, account, region.Name, []))).Parts[0]
        from index in Enumerable.Range(0, list.Count)
        select (account.Id, region.Name, list.Item(index).AsObject());
}
