using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Faults;

/// <summary>Changes documents as a vendor does who changes an interface without telling.</summary>
internal static class DocumentFaults
{
    public static void Apply(IEnumerable<Fault> faults, JsonNode document)
    {
        foreach (var fault in faults.Where(fault => fault.Field is not null && fault.Kind is FaultKind.Rename or FaultKind.Remove or FaultKind.Retype))
        {
            Change(fault, document);
        }
    }

    private static void Change(Fault fault, JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Change(fault, item);
            }
        }
        else if (node is JsonObject value)
        {
            foreach (var (_, member) in value.ToList())
            {
                Change(fault, member);
            }

            if (value.TryGetPropertyValue(fault.Field!, out var old))
            {
                value.Remove(fault.Field!);
                if (fault.Kind == FaultKind.Rename)
                {
                    value[fault.NewName ?? $"{fault.Field}V2"] = old;
                }
                else if (fault.Kind == FaultKind.Retype)
                {
                    value[fault.Field!] = old?.GetValueKind() == JsonValueKind.String ? 1 : old?.ToJsonString() ?? "";
                }
            }
        }
    }
}
