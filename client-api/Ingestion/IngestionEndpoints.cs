using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Raposa.Organizations;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Ingestion;

/// <summary>
/// Where CloudTrail comes in. The endpoints check their own credentials: an API key in <c>x-api-key</c>, and for the signed
/// one a Standard Webhooks signature over the raw body.
/// </summary>
/// <remarks>
/// Whoever is not authenticated is always told the same, whichever check failed. What is the platform's own trouble is a
/// 503, never a 4xx: senders give up on those.
/// </remarks>
public static class IngestionEndpoints
{
    private const int RetryAfterSeconds = 5;

    public static void MapIngestion(this IEndpointRouteBuilder routes)
    {
        var ingestion = routes.MapGroup("/v1/ingest").WithTags("Ingestion");

        Describe(ingestion.MapPost("/cloudtrail", TakeSigned))
            .WithName("IngestCloudTrail")
            .WithSummary("Takes CloudTrail records in a body signed as Standard Webhooks says.");
        Describe(ingestion.MapPost("/eventbridge", TakeFromEventBridge))
            .WithName("IngestEventBridge")
            .WithSummary("Takes one EventBridge event from an API destination, which cannot sign.");
    }

    // No Accepts(): routing would answer 415 before the key is looked at.
    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint) => endpoint
        .AllowAnybody()
        .AddOpenApiOperationTransformer(IngestionDescription.Describe)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Task<Results<Accepted<IngestReceipt>, ProblemHttpResult>> TakeSigned(
        HttpContext context, IGrainFactory grains, IngestionMeter meter, IOptions<IngestionApiOptions> options) =>
        Take(context, grains, meter, options.Value, DeliveryChannel.Webhook);

    private static Task<Results<Accepted<IngestReceipt>, ProblemHttpResult>> TakeFromEventBridge(
        HttpContext context, IGrainFactory grains, IngestionMeter meter, IOptions<IngestionApiOptions> options) =>
        Take(context, grains, meter, options.Value, DeliveryChannel.EventBridge);

    private static async Task<Results<Accepted<IngestReceipt>, ProblemHttpResult>> Take(
        HttpContext context, IGrainFactory grains, IngestionMeter meter, IngestionApiOptions options, DeliveryChannel channel)
    {
        if (await BodyReader.ReadAsync(context.Request, options.MaxWireBytes, context.RequestAborted) is not { } body)
        {
            meter.CountRefusal("wire-size", channel);
            return TooLarge(string.Create(
                CultureInfo.InvariantCulture, $"The body is larger than {options.MaxWireBytes} bytes; send it in parts or compressed."));
        }

        if (!ApiKey.TryParse(context.Request.Headers["x-api-key"].ToString(), out var key))
        {
            meter.CountRefusal("no-key", channel);
            return RaposaProblems.Unauthorized();
        }

        var answer = await AskAsync(grains, key, DeliveryOf(context.Request, channel, key, body), options.AnswerWithinOf(channel), context.RequestAborted);
        if (answer.Receipt is { } receipt)
        {
            meter.Count(receipt, channel);
            return TypedResults.Accepted($"/v1/batches/{receipt.BatchId:D}", receipt);
        }

        meter.CountRefusal(answer.Refusal!.Reason, channel);
        return ProblemOf(answer.Refusal, context.Response);
    }

    private static async Task<DeliveryAnswer> AskAsync(
        IGrainFactory grains, ApiKey key, Delivery delivery, TimeSpan within, CancellationToken cancellationToken)
    {
        try
        {
            Caller.ActFor(key.Organization);
            return await grains.GetGrain<IIngestionGatewayGrain>(key.Organization.ToString())
                .Accept(delivery).WaitAsync(within, cancellationToken);
        }
        catch (Exception trouble) when (trouble is TimeoutException or OrleansException)
        {
            // It may still be stored: then the sender's next attempt is answered with its receipt.
            return new(null, new() { Kind = DeliveryRefusalKind.Unavailable, Reason = "timeout", Detail = "Send the same message again later." });
        }
    }

    private static Delivery DeliveryOf(HttpRequest request, DeliveryChannel channel, ApiKey key, byte[] body) => new()
    {
        Channel = channel,
        CredentialId = key.CredentialId,
        ApiKeyHash = key.Hash,
        MessageId = Header(request, "webhook-id"),
        Timestamp = Header(request, "webhook-timestamp"),
        Signature = Header(request, "webhook-signature"),
        ContentEncoding = Header(request, "content-encoding"),
        ContentType = Header(request, "content-type"),
        Body = body,
    };

    private static string? Header(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    private static ProblemHttpResult ProblemOf(DeliveryRefusal refusal, HttpResponse response)
    {
        if (refusal.Kind == DeliveryRefusalKind.Unavailable)
        {
            response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        return refusal.Kind switch
        {
            DeliveryRefusalKind.Unauthorized => RaposaProblems.Unauthorized(),
            DeliveryRefusalKind.BadRequest => RaposaProblems.Problem(
                StatusCodes.Status400BadRequest, refusal.Reason, "The body could not be read.", refusal.Detail),
            DeliveryRefusalKind.TooLarge => TooLarge(refusal.Detail),
            DeliveryRefusalKind.UnsupportedMediaType => RaposaProblems.Problem(
                StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "The body is of a kind that is not taken.", refusal.Detail),
            DeliveryRefusalKind.MessageIdReused => RaposaProblems.Problem(
                StatusCodes.Status409Conflict, refusal.Reason, "The message id is taken.", refusal.Detail),
            DeliveryRefusalKind.Unavailable => RaposaProblems.Problem(
                StatusCodes.Status503ServiceUnavailable, "unavailable", "Nothing can be stored at this moment.", refusal.Detail),
            _ => throw new InvalidOperationException($"No answer is known for a delivery refused as {refusal.Kind}."),
        };
    }

    private static ProblemHttpResult TooLarge(string? detail) => RaposaProblems.Problem(
        StatusCodes.Status413PayloadTooLarge, "too-large", "The body is too large.", detail);
}
