using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>What an operation puts before the host's name: S3 Control asks for the account there.</summary>
internal static class HostPrefixes
{
    public static string? Expand(AwsOperation operation, JsonObject parameters)
    {
        if (operation.HostPrefix is not { } prefix || operation.Input is null)
        {
            return operation.HostPrefix;
        }

        foreach (var label in operation.Input.Members.Where(member => member.IsHostLabel))
        {
            var value = parameters[label.Name] is { } given ? Scalars.TextOf(given) : "";
            if (value.Length == 0 || !value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.'))
            {
                throw new ArgumentException($"{operation}: {label.Name} '{value}' cannot be a part of a host's name.");
            }

            prefix = prefix.Replace($"{{{label.Name}}}", value, StringComparison.Ordinal);
        }

        return prefix;
    }
}
