using System.Globalization;
using Orleans;
using Raposa.Incidents;
using Raposa.Organizations.Access;
using Raposa.Posture;

namespace Raposa.Findings.Export;

/// <summary>All findings that fit some conditions, in a format of others, as a stream.</summary>
public static class ExportEndpoints
{
    public static void MapFindingExport(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/findings/export", Export).WithTags("Findings").RequirePermission(Permission.ReadFindings).WithName("ExportFindings")
            .WithSummary("Every finding that fits the conditions, as OCSF, ASFF, SARIF or CSV. Suppressed ones only if asked for; those of no AWS account are not in ASFF.")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").ProducesProblem(StatusCodes.Status400BadRequest);

    /// <param name="format">ocsf, asff, sarif or csv.</param>
    /// <param name="status">open, resolved or closed.</param>
    /// <param name="severity">The least: informational, low, medium, high or critical.</param>
    /// <param name="kind">A kind, or the beginning of kinds up to a dot.</param>
    /// <param name="account">The account it is in.</param>
    /// <param name="priority">The least: 1 to 100.</param>
    /// <param name="suppressed">exclude, include or only; without it they are excluded.</param>
    private static async Task<IResult> Export(
        HttpContext context, IGrainFactory grains, TimeProvider time, string format, string? status, string? severity, string? kind, string? account,
        int? priority, string? suppressed)
    {
        if (!QueryText.TryRead<ExportFormat>(format, out var wantedFormat) || wantedFormat is not { } known)
        {
            return QueryText.RefuseName<ExportFormat>("format", format);
        }

        if (!QueryText.TryRead<FindingStatus>(status, out var wantedStatus))
        {
            return QueryText.RefuseName<FindingStatus>("status", status);
        }

        if (!QueryText.TryRead<Severity>(severity, out var leastSeverity))
        {
            return QueryText.RefuseName<Severity>("severity", severity);
        }

        if (!QueryText.TryRead<SuppressedFindings>(suppressed, out var wantedSuppressed))
        {
            return QueryText.RefuseName<SuppressedFindings>("suppressed", suppressed);
        }

        var query = new FindingQuery
        {
            Status = wantedStatus, MinimumSeverity = leastSeverity, Kind = kind, AccountId = account, MinimumPriority = priority,
            Suppressed = wantedSuppressed ?? SuppressedFindings.Exclude, Order = FindingOrder.Id, Limit = QueryText.MaxLimit,
        };
        var writer = await WriterOf(known, context, grains);
        context.Response.ContentType = writer.ContentType;
        context.Response.Headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture, $"attachment; filename=\"findings-{time.GetUtcNow():yyyyMMddTHHmmss}Z.{writer.Extension}\"");
        await WriteAsync(FindingsEndpoints.ReaderOf(context, grains), query, writer, context.RequestAborted);
        return Results.Empty;
    }

    private static async Task WriteAsync(IFindingReaderGrain reader, FindingQuery query, FindingWriter writer, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await reader.GetFindings(query with { Cursor = cursor });
            foreach (var finding in page.Findings)
            {
                await writer.WriteAsync(finding, cancellationToken);
            }

            cursor = page.Next;
        }
        while (cursor is not null);

        await writer.EndAsync(cancellationToken);
    }

    private static async Task<FindingWriter> WriterOf(ExportFormat format, HttpContext context, IGrainFactory grains) => format switch
    {
        ExportFormat.Ocsf => new OcsfWriter(context.Response.Body, context.GetOrganization()),
        ExportFormat.Asff => new AsffWriter(context.Response.Body),
        ExportFormat.Csv => new CsvWriter(context.Response.Body),
        _ => new SarifWriter(context.Response.Body, await ChecksOf(context, grains)),
    };

    private static async Task<IReadOnlyDictionary<string, CheckInfo>> ChecksOf(HttpContext context, IGrainFactory grains) =>
        (await grains.GetGrain<IPostureReaderGrain>(context.GetOrganization().ToString()).GetChecks(null)).Checks
            .ToDictionary(check => $"posture.{check.Id}");
}
