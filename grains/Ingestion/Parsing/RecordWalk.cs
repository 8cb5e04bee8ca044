using System.Text;
using System.Text.Json;

namespace Raposa.Ingestion.Parsing;

/// <summary>Reads one object to its end and notes what is queried of a record, at whatever depth it stands.</summary>
internal readonly ref struct RecordWalk(KeyTracker keys, int start)
{
    // userIdentity.sessionContext.sessionIssuer.arn is the deepest member that is looked at.
    private const int Levels = 5;

    /// <summary>
    /// False if the object turns out to be a log file: then the reader stands at the <c>[</c> of its <c>Records</c>.
    /// </summary>
    public bool Object(ref Utf8JsonReader reader, ref ScannedRecord record, bool mayBeFile, bool isDetail = false)
    {
        var depth = reader.CurrentDepth;
        Span<Field> owners = stackalloc Field[Levels];
        owners.Clear();
        owners[1] = Field.Record;
        var field = Field.None;
        var detail = new ScannedRecord { IsPlain = true };
        keys.EnterObject();
        while (reader.Read())
        {
            var level = reader.CurrentDepth - depth;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var name = NameOf(ref reader, ref record);
                    record.IsPlain &= !keys.IsRepeated(name);
                    field = level < Levels ? FieldNames.Find(owners[level], name) : Field.None;
                    break;
                case JsonTokenType.StartArray when field == Field.Records && mayBeFile:
                    return false;
                case JsonTokenType.StartObject when field == Field.Detail && !isDetail:
                    detail = new() { Offset = Position(ref reader), IsObject = true, IsPlain = true };
                    Object(ref reader, ref detail, mayBeFile: false, isDetail: true);
                    break;
                case JsonTokenType.StartObject:
                    keys.EnterObject();
                    if (level + 1 < Levels)
                    {
                        owners[level + 1] = field;
                    }

                    field = Field.None;
                    break;
                case JsonTokenType.StartArray:
                    field = Field.None;
                    break;
                case JsonTokenType.EndObject:
                    keys.LeaveObject();
                    if (level == 0)
                    {
                        Finish(ref reader, ref record, detail);
                        return true;
                    }

                    break;
                case JsonTokenType.EndArray:
                    break;
                default:
                    Note(ref record, field, TokenOf(ref reader, ref record));
                    break;
            }
        }

        return true;
    }

    // An EventBridge event is its detail; an object that merely has a member of that name is itself.
    private void Finish(ref Utf8JsonReader reader, ref ScannedRecord record, in ScannedRecord detail)
    {
        record.IsObject = true;
        record.Length = start + (int)reader.BytesConsumed - record.Offset;
        if (detail.IsObject && record.Envelope.DetailType.IsText)
        {
            var envelope = record.Envelope with { HasDetail = true };
            record = detail;
            record.Envelope = envelope;
        }
        else
        {
            record.IsPlain &= detail.IsPlain;
        }
    }

    private static ReadOnlySpan<byte> NameOf(ref Utf8JsonReader reader, ref ScannedRecord record)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            return raw;
        }

        record.IsPlain &= !JsonEscapes.HasUnkeepable(raw);
        return Encoding.UTF8.GetBytes(JsonEscapes.ToText(raw));
    }

    private Token TokenOf(ref Utf8JsonReader reader, ref ScannedRecord record)
    {
        var raw = reader.ValueSpan;
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reader.ValueIsEscaped:
                record.IsPlain &= !JsonEscapes.HasUnkeepable(raw);
                return new(Position(ref reader) + 1, raw.Length, TokenKind.Escaped);
            case JsonTokenType.String:
                return new(Position(ref reader) + 1, raw.Length, TokenKind.Plain);
            case JsonTokenType.Number:
                record.IsPlain &= JsonbText.KeepsNumber(raw);
                return new(Position(ref reader), raw.Length, TokenKind.Number);
            case JsonTokenType.True:
                return new(0, 0, TokenKind.True);
            case JsonTokenType.False:
                return new(0, 0, TokenKind.False);
            default:
                return default;
        }
    }

    private int Position(ref Utf8JsonReader reader) => start + (int)reader.TokenStartIndex;

    private static void Note(ref ScannedRecord record, Field field, Token token)
    {
        switch (field)
        {
            case Field.EventId: record.EventId = token; break;
            case Field.EventTime: record.EventTime = token; break;
            case Field.EventName: record.EventName = token; break;
            case Field.EventSource: record.EventSource = token; break;
            case Field.Region: record.Region = token; break;
            case Field.RecipientAccount: record.RecipientAccount = token; break;
            case Field.SourceIp: record.SourceIp = token; break;
            case Field.ErrorCode: record.ErrorCode = token; break;
            case Field.ReadOnly: record.ReadOnly = token; break;
            case Field.UserArn: record.User.Arn = token; break;
            case Field.IssuerArn: record.User.IssuerArn = token; break;
            case Field.PrincipalId: record.User.PrincipalId = token; break;
            case Field.InvokedBy: record.User.InvokedBy = token; break;
            case Field.UserName: record.User.UserName = token; break;
            case Field.UserType: record.User.Type = token; break;
            case Field.UserAccount: record.User.AccountId = token; break;
            case Field.EnvelopeDetailType: record.Envelope.DetailType = token; break;
            case Field.EnvelopeId: record.Envelope.Id = token; break;
            case Field.EnvelopeAccount: record.Envelope.AccountId = token; break;
            case Field.EnvelopeRegion: record.Envelope.Region = token; break;
            case Field.EnvelopeTime: record.Envelope.Time = token; break;
        }
    }
}
