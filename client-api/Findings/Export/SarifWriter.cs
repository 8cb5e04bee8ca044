using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.Incidents;
using Raposa.Posture;

namespace Raposa.Findings.Export;

/// <summary>SARIF 2.1.0: a result each, a rule for each kind. The rules follow the results, because only then is it known which there are.</summary>
/// <param name="checks">What the kinds of posture mean.</param>
internal sealed class SarifWriter(Stream output, IReadOnlyDictionary<string, CheckInfo> checks) : FindingWriter, IDisposable
{
    private readonly Utf8JsonWriter _json = new(output);
    private readonly Dictionary<string, (int Index, Severity Severity)> _rules = [];
    private bool _hasBegun;

    public override string ContentType => "application/sarif+json";

    public override string Extension => "sarif";

    public override async Task WriteAsync(Finding finding, CancellationToken cancellationToken)
    {
        Begin();
        if (!_rules.TryGetValue(finding.Kind, out var rule))
        {
            _rules[finding.Kind] = rule = (_rules.Count, finding.Severity);
        }

        ResultOf(finding, rule.Index).WriteTo(_json);
        await _json.FlushAsync(cancellationToken);
    }

    public override async Task EndAsync(CancellationToken cancellationToken)
    {
        Begin();
        _json.WriteEndArray();
        _json.WritePropertyName("tool");
        new JsonObject
        {
            ["driver"] = new JsonObject
            {
                ["name"] = "Raposa",
                ["rules"] = new JsonArray([.. _rules.OrderBy(rule => rule.Value.Index).Select(rule => (JsonNode)RuleOf(rule.Key, rule.Value.Severity))]),
            },
        }.WriteTo(_json);
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
        await _json.FlushAsync(cancellationToken);
    }

    public void Dispose() => _json.Dispose();

    private void Begin()
    {
        if (_hasBegun)
        {
            return;
        }

        _hasBegun = true;
        _json.WriteStartObject();
        _json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        _json.WriteString("version", "2.1.0");
        _json.WriteStartArray("runs");
        _json.WriteStartObject();
        _json.WriteStartArray("results");
    }

    private JsonObject RuleOf(string kind, Severity severity)
    {
        var check = checks.GetValueOrDefault(kind);
        var title = check?.Title ?? $"Findings of the kind {kind}.";
        return new()
        {
            ["id"] = kind,
            ["shortDescription"] = new JsonObject { ["text"] = title },
            ["fullDescription"] = new JsonObject { ["text"] = check?.Risk ?? title },
            ["help"] = new JsonObject { ["text"] = check?.Remediation ?? "See the result.", ["markdown"] = check?.Remediation ?? "See the result." },
            ["properties"] = new JsonObject { ["security-severity"] = ScoreOf(check?.Severity ?? severity) },
        };
    }

    private static JsonObject ResultOf(Finding finding, int rule)
    {
        var result = new JsonObject
        {
            ["ruleId"] = finding.Kind,
            ["ruleIndex"] = rule,
            ["level"] = finding.Severity switch { Severity.Critical or Severity.High => "error", Severity.Medium => "warning", _ => "note" },
            ["kind"] = finding.Status switch { FindingStatus.Open => "fail", FindingStatus.Resolved => "pass", _ => "notApplicable" },
            ["message"] = new JsonObject { ["text"] = finding.Title },
            ["guid"] = finding.Id.ToString("D"),
            ["locations"] = new JsonArray(new JsonObject
            {
                ["logicalLocations"] = new JsonArray(new JsonObject
                {
                    ["name"] = finding.Subject,
                    ["fullyQualifiedName"] = string.Join('/', new[] { finding.AccountId, finding.Region, finding.Subject }.OfType<string>()),
                    ["kind"] = "resource",
                }),
            }),
            ["partialFingerprints"] = new JsonObject { ["raposa/v1"] = finding.Fingerprint },
            ["rank"] = finding.Priority.Score,
            ["properties"] = new JsonObject
            {
                ["resource"] = finding.Subject, ["account"] = finding.AccountId, ["region"] = finding.Region, ["detail"] = finding.Detail,
                ["firstSeenAt"] = finding.FirstSeenAt, ["lastSeenAt"] = finding.LastSeenAt,
            },
        };

        // A level other than none is said of what fails alone.
        if (finding.Status != FindingStatus.Open)
        {
            result["level"] = "none";
        }

        if (finding.Suppression is { IsActive: true } suppression)
        {
            result["suppressions"] = new JsonArray(new JsonObject
            {
                ["kind"] = "external", ["status"] = "accepted", ["justification"] = suppression.Reason,
            });
        }

        return result;
    }

    // Out of ten, as code scanning reads it: 9 and above is critical, 7 high, 4 medium.
    private static string ScoreOf(Severity severity) => severity switch
    {
        Severity.Critical => "9.5",
        Severity.High => "8.0",
        Severity.Medium => "5.5",
        Severity.Low => "2.0",
        _ => "0.0",
    };
}
