using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Findings;

/// <summary>Where an organization's alerts go.</summary>
public static class AlertReceiversEndpoints
{
    public static RouteGroupBuilder MapAlertReceivers(this IEndpointRouteBuilder routes)
    {
        var receivers = routes.MapGroup("/v1/alert-receivers").WithTags("Alerts").RequirePermission(Permission.ManageAlerts);

        receivers.MapGet("/", List).WithName("ListAlertReceivers").WithSummary("In the order they were made.");
        receivers.MapPost("/", Create).WithName("CreateAlertReceiver")
            .WithSummary("Makes a receiver. A webhook's signing secret is shown this once.")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status400BadRequest);
        receivers.MapDelete("/{id:guid}", Remove).WithName("RemoveAlertReceiver")
            .WithSummary("Removes a receiver, with what was still to be delivered.").ProducesProblem(StatusCodes.Status404NotFound);
        receivers.MapPost("/{id:guid}/test", Test).WithName("TestAlertReceiver")
            .WithSummary("Sends a message that says it is a test, now and once.").ProducesProblem(StatusCodes.Status404NotFound);
        receivers.MapPost("/{id:guid}/enable", Enable).WithName("EnableAlertReceiver")
            .WithSummary("Lets a disabled receiver get alerts again.").ProducesProblem(StatusCodes.Status404NotFound);
        receivers.MapGet("/{id:guid}/deliveries", GetDeliveries).WithName("ListAlertDeliveries")
            .WithSummary("The latest hundred messages, newest first.").ProducesProblem(StatusCodes.Status404NotFound);

        return receivers;
    }

    private static async Task<Ok<ImmutableArray<AlertReceiver>>> List(HttpContext context, IGrainFactory grains) =>
        TypedResults.Ok(await FindingsEndpoints.ReaderOf(context, grains).GetReceivers());

    private static async Task<Results<Created<CreatedAlertReceiver>, ProblemHttpResult>> Create(
        NewAlertReceiver request, HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        try
        {
            var created = await GrainOf(Guid.CreateVersion7(time.GetUtcNow()), context, grains)
                .Create(request.Kind, request.Name, request.Target);
            return TypedResults.Created($"/v1/alert-receivers/{created.Receiver.Id}", created);
        }
        catch (ArgumentException refused)
        {
            return RaposaProblems.Problem(
                StatusCodes.Status400BadRequest, "invalid-target", "Alerts cannot go there.", refused.Message);
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(Guid id, HttpContext context, IGrainFactory grains) =>
        await GrainOf(id, context, grains).Remove() ? TypedResults.NoContent() : RaposaProblems.NotFound();

    private static async Task<Results<Ok<AlertTest>, ProblemHttpResult>> Test(Guid id, HttpContext context, IGrainFactory grains)
    {
        var receiver = GrainOf(id, context, grains);
        return await receiver.Get() is null
            ? RaposaProblems.NotFound()
            : await receiver.Test() is { } error ? TypedResults.Ok(new AlertTest(false, error)) : TypedResults.Ok(new AlertTest(true, null));
    }

    private static async Task<Results<Ok<AlertReceiver>, ProblemHttpResult>> Enable(Guid id, HttpContext context, IGrainFactory grains) =>
        await GrainOf(id, context, grains).Enable() is { } receiver ? TypedResults.Ok(receiver) : RaposaProblems.NotFound();

    private static async Task<Results<Ok<ImmutableArray<AlertDelivery>>, ProblemHttpResult>> GetDeliveries(
        Guid id, HttpContext context, IGrainFactory grains) =>
        await FindingsEndpoints.ReaderOf(context, grains).GetDeliveries(id) is { } deliveries
            ? TypedResults.Ok(deliveries)
            : RaposaProblems.NotFound();

    private static IAlertReceiverGrain GrainOf(Guid id, HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IAlertReceiverGrain>(new AlertReceiverKey(context.GetOrganization(), id).ToString());
}

/// <param name="Kind">webhook or mail.</param>
/// <param name="Target">An https URL, or an e-mail address.</param>
public sealed record NewAlertReceiver(
    AlertReceiverKind Kind,
    [property: Required, StringLength(100, MinimumLength = 1)] string Name,
    [property: Required, StringLength(2000, MinimumLength = 1)] string Target);

/// <param name="Arrived">Whether the receiver took the message.</param>
/// <param name="Error">Why not.</param>
public sealed record AlertTest(bool Arrived, string? Error);
