#if ENGINE_ORLEANS
using Orleans.Runtime;

namespace Raposa.Engine;

/// <summary>
/// Names a grain's stored state after the grain's type as well. The AdoNet provider stores under the state's name and the
/// key alone, so two grains of one organization that both call their state "state" would share one row.
/// </summary>
/// <remarks>
/// The provider also turns a key that reads as a hexadecimal number into that number, which makes one row of "0a", "a"
/// and "A". Where the number would not be written as the key is, the key becomes part of the name.
/// A renamed grain class loses its state, unless <c>[GrainType]</c> keeps the old name.
/// </remarks>
internal sealed class GrainStateNames : PersistentStateFactory
{
    protected override string GetFullStateName(IGrainContext context, IPersistentStateConfiguration cfg)
    {
        var name = $"{context.GrainId.Type}/{cfg.StateName}";
        return IsKeptAsWritten(context.GrainId) ? name : $"{name}/{context.GrainId.Key}";
    }

    internal static bool IsKeptAsWritten(GrainId grain)
    {
        if (grain.TryGetGuidKey(out var uuid, out var extension))
        {
            return extension is null && GrainIdKeyExtensions.CreateGuidKey(uuid) == grain.Key;
        }

        return !grain.TryGetIntegerKey(out var number, out extension)
            || (extension is null && GrainIdKeyExtensions.CreateIntegerKey(number) == grain.Key);
    }
}
#endif
