using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>A request to a vendor that answers in JSON.</summary>
/// <param name="Operation">As a person finds it in the vendor's documentation: <c>GET /devices/combined/devices/v1</c>.</param>
internal sealed record VendorRequest(string Operation, string Method, Uri Address)
{
    /// <summary>The bearer token; null for none.</summary>
    public string? Token { get; init; }

    public JsonObject? Json { get; init; }

    public IReadOnlyDictionary<string, string>? Form { get; init; }
}

/// <summary>What a vendor answered.</summary>
/// <param name="Body">Null if it was not JSON; then the status says why.</param>
/// <param name="Headers">By name, in whatever case.</param>
internal sealed record VendorAnswer(int Status, JsonObject? Body, IReadOnlyDictionary<string, string> Headers)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    public DateTimeOffset? Date => Headers.TryGetValue("Date", out var date) && DateTimeOffset.TryParse(
        date, System.Globalization.CultureInfo.InvariantCulture, out var at) ? at : null;

    /// <summary>What a header says as a number; null if it says none.</summary>
    public long? Number(string header) => Headers.TryGetValue(header, out var text)
        && long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Why an answer is none.</summary>
internal sealed record VendorRefusal(FailureKind Kind, string Code, string Message, TimeSpan? RetryAfter = null);

/// <summary>Requests on the wire, counted over all calls of a page.</summary>
internal sealed class VendorCalls
{
    public int Count { get; set; }

    public int Throttled { get; set; }

    /// <summary>The time of the first answer: what the later ones say is newer.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }
}
