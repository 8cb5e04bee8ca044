using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Ingestion;

/// <summary>Reads CloudTrail events, and the receipts of the batches that brought them.</summary>
public static class EventsEndpoints
{
    private const string EventPrefix = "/v1/events/";

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/events", GetEvents)
            .WithTags("Ingestion")
            .WithName("GetEvents")
            .WithSummary("Events, newest first. All conditions hold together.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .RequirePermission(Permission.ReadEvents);
        routes.MapGet("/v1/events/{**eventId}", GetEvent)
            .WithTags("Ingestion")
            .WithName("GetEvent")
            .WithSummary("One event by its eventID, percent-encoded.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .RequirePermission(Permission.ReadEvents);
        routes.MapGet("/v1/batches/{batchId:guid}", GetReceipt)
            .WithTags("Ingestion")
            .WithName("GetReceipt")
            .WithSummary("The receipt that a batch was answered with.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .RequirePermission(Permission.ReadEvents);
    }

    private static async Task<Results<Ok<EventPageView>, ProblemHttpResult>> GetEvents(
        [AsParameters] EventFilter filter, HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        // Taken before the read: what was accepted later may be missing from the page, what was accepted earlier is not.
        var readAt = time.GetUtcNow();
        if (filter.Refuse() is { } reason)
        {
            return RaposaProblems.Problem(StatusCodes.Status400BadRequest, "bad-request", "The events cannot be listed like this.", reason);
        }

        if (filter.EventId is { } eventId)
        {
            var found = await ReaderOf(context, grains).GetEvent(eventId);
            return TypedResults.Ok(new EventPageView(found is null ? [] : [EventView.Of(found)], null, readAt));
        }

        try
        {
            var page = await ReaderOf(context, grains).GetEvents(filter.ToQuery());
            return TypedResults.Ok(new EventPageView([.. page.Events.Select(EventView.Of)], page.Next, readAt));
        }
        catch (ArgumentException refused)
        {
            return RaposaProblems.Problem(StatusCodes.Status400BadRequest, "bad-request", "The events cannot be listed like this.", refused.Message);
        }
    }

    private static async Task<Results<Ok<EventView>, ProblemHttpResult>> GetEvent(string eventId, HttpContext context, IGrainFactory grains) =>
        await ReaderOf(context, grains).GetEvent(DecodedId(context) ?? eventId) is { } found
            ? TypedResults.Ok(EventView.Of(found))
            : RaposaProblems.NotFound();

    private static async Task<Results<Ok<IngestReceipt>, ProblemHttpResult>> GetReceipt(
        Guid batchId, HttpContext context, IGrainFactory grains) =>
        await ReaderOf(context, grains).GetReceipt(batchId) is { } receipt
            ? TypedResults.Ok(receipt)
            : RaposaProblems.NotFound();

    // An id may hold any character. The server decodes the path but leaves an encoded slash as it is, so that "a%2Fb" and
    // "a%252Fb" look the same to a route; only what was sent tells them apart.
    private static string? DecodedId(HttpContext context)
    {
        var sent = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = sent.Split('?')[0];
        var start = path.IndexOf(EventPrefix, StringComparison.Ordinal);
        return start < 0 ? null : Uri.UnescapeDataString(path[(start + EventPrefix.Length)..]);
    }

    private static IEventReaderGrain ReaderOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IEventReaderGrain>(context.GetOrganization().ToString());
}
