namespace Raposa.Ingestion.Parsing;

/// <summary>Why a body as a whole was not taken: the kind of answer, a stable reason and a sentence with the remedy.</summary>
internal sealed record ParseRefusal(DeliveryRefusalKind Kind, string Reason, string Detail)
{
    public static ParseRefusal BadRequest(string reason, string detail) => new(DeliveryRefusalKind.BadRequest, reason, detail);

    public static ParseRefusal TooLarge(string reason, string detail) => new(DeliveryRefusalKind.TooLarge, reason, detail);
}
