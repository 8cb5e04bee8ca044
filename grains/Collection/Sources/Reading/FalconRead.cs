using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources;

/// <summary>A source of CrowdStrike Falcon: a list of resources, or of their ids and then the resources.</summary>
internal sealed record FalconRead : SourceRead
{
    /// <summary>The scope that the API client needs, as the console names it.</summary>
    public required string Scope { get; init; }

    public required FalconListing List { get; init; }

    /// <summary>How it is listed where the tenant's cloud has not got <see cref="List"/>.</summary>
    public FalconListing? Fallback { get; init; }

    /// <summary>How resources are fetched by their keys; needed where a list gives ids, and used for a refresh.</summary>
    public FalconEntities? Entities { get; init; }

    public override ImmutableArray<string> Operations =>
    [
        List.Operation,
        .. Fallback is null ? [] : new[] { Fallback.Operation },
        .. Entities is null ? [] : new[] { Entities.Operation },
    ];

    public override ImmutableArray<string> Permissions => [Scope];
}

/// <summary>A list of Falcon's.</summary>
/// <param name="Token">The member of <c>meta.pagination</c> that names the next page.</param>
/// <param name="Parameter">The parameter that takes it.</param>
internal sealed record FalconListing(string Method, string Path, string Token, string Parameter)
{
    public required int PageSize { get; init; }

    /// <summary>Parameters of every page; of a POST, members of its body.</summary>
    public ImmutableArray<(string Name, string Value)> Parameters { get; init; } = [];

    /// <summary>Whether it lists ids and not resources.</summary>
    public bool GivesIds { get; init; }

    /// <summary>Whether pages are counted: the next begins behind what has come, until all have.</summary>
    public bool IsNumbered { get; init; }

    public string Operation => $"{Method} {Path}";

    public FalconCall At(string? page)
    {
        var parameters = Parameters.Add(("limit", $"{PageSize}"));
        parameters = page is null ? parameters : parameters.Add((Parameter, page));
        return Method == "GET"
            ? new(Method, $"{Path}?{string.Join('&', parameters.Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"))}")
            : new(Method, Path, new(parameters.Select(one => KeyValuePair.Create<string, JsonNode?>(
                one.Name, one.Name == "limit" ? JsonValue.Create(PageSize) : JsonValue.Create(one.Value)))));
    }
}

/// <summary>Resources by their ids.</summary>
/// <param name="Member">The member of the body that takes the ids.</param>
/// <param name="Size">How many a call may carry.</param>
internal sealed record FalconEntities(string Path, string Member, int Size)
{
    public string Operation => $"POST {Path}";

    public FalconCall Of(IEnumerable<string> ids) =>
        new("POST", Path, new() { [Member] = new JsonArray([.. ids.Select(id => (JsonNode)JsonValue.Create(id))]) });
}
