using Raposa.Posture.Reading;

namespace Raposa.Posture.Iam;

/// <summary>Reads a policy where it stands in a document, as an object or as text.</summary>
internal static class PolicyReader
{
    /// <param name="whenUnset">The answer where there is no policy.</param>
    public static Answer Ask(FieldValue policy, Func<PolicyDocument, Answer> ask, Answer whenUnset)
    {
        var isSet = policy.IsSet();
        return isSet.IsUnknown ? isSet
            : isSet.IsNo ? whenUnset
            : PolicyDocument.Parse(policy.Json!.Value) is { } document ? ask(document)
            : Answer.Unknown($"{policy.Path} is no policy that can be read.");
    }

    /// <summary>Whether a statement of that effect is such.</summary>
    public static Answer Any(FieldValue policy, PolicyEffect effect, Func<PolicyStatement, bool> predicate) =>
        Ask(policy, document => Answer.Of(document.Statements.Any(statement => statement.Effect == effect && predicate(statement))), whenUnset: Answer.No);
}
