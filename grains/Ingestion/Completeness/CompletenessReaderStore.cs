using System.Collections.Immutable;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <summary>Certificates, and what they count, read as the role that may only read.</summary>
internal sealed class CompletenessReaderStore(TenantDatabase database)
{
    private const string Certificates =
        """
        select account_id as AccountId, region as Region, hour as Hour, state as State, expected_files as ExpectedFiles,
          proven_files as ProvenFiles, expected_events as ExpectedEvents, received_events as ReceivedEvents,
          duplicate_events as DuplicateEvents, rejected_events as RejectedEvents, altered_events as AlteredEvents,
          late_events as LateEvents, tampered as Tampered, gap_seconds as GapSeconds, changed_at as ChangedAt
        from ingestion.completeness
        """;

    /// <summary>Newest first; one more than the limit, where there are more.</summary>
    public async Task<ImmutableArray<HourCertificate>> ListAsync(
        OrganizationId organization, CompletenessQuery query, CompletenessCursor? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<CertificateRow>(new(
            $"""
             {Certificates}
             where org_id = @org
               and (@AccountId::text is null or account_id = @AccountId)
               and (@Region::text is null or region = @Region)
               and (@from::timestamptz is null or hour >= @from)
               and (@to::timestamptz is null or hour < @to)
               and (@state::smallint is null or state = @state)
               and (@hour::timestamptz is null or hour < @hour or (hour = @hour and (account_id, region) > (@account, @place)))
             order by hour desc, account_id, region
             limit @count
             """,
            new
            {
                org = organization.Value,
                query.AccountId,
                query.Region,
                from = query.From?.ToUniversalTime(),
                to = query.To?.ToUniversalTime(),
                state = (short?)query.State,
                hour = after?.Hour,
                account = after?.AccountId,
                place = after?.Region,
                count = limit + 1,
            },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToCertificate())];
    }

    /// <summary>The hour's certificate with its digests and log files; null if it has none.</summary>
    public async Task<CompletenessDetail?> FindAsync(
        OrganizationId organization, string accountId, string region, DateTimeOffset hour, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var parameters = new { org = organization.Value, accountId, region, hour = hour.ToUniversalTime() };
        var row = await connection.QuerySingleOrDefaultAsync<CertificateRow>(new(
            $"{Certificates} where org_id = @org and account_id = @accountId and region = @region and hour = @hour",
            parameters,
            cancellationToken: cancellationToken));
        if (row is null)
        {
            return null;
        }

        var digests = await connection.QueryAsync<DigestRow>(new(
            """
            select bucket as Bucket, object_key as Key, trail as Trail, start_at as StartAt, end_at as EndAt, verdict as Verdict,
              reason as Reason, checked_at as CheckedAt
            from ingestion.trail_digest
            where org_id = @org and account_id = @accountId and region = @region and end_at > @hour and start_at < @hour + interval '1 hour'
            order by start_at, bucket, object_key
            """,
            parameters,
            cancellationToken: cancellationToken));
        var files = await connection.QueryAsync<FileRow>(new(
            """
            select bucket as Bucket, object_key as Key, digest_key as DigestKey, verdict as Verdict, reason as Reason,
              expected_sha256 as ExpectedSha256, sha256 as Sha256, batch_id as BatchId, records as Records, received as Received,
              duplicate as Duplicate, rejected as Rejected, altered as Altered, delivered_at as DeliveredAt, checked_at as CheckedAt
            from ingestion.trail_file where org_id = @org and account_id = @accountId and region = @region and hour = @hour
            order by delivered_at, bucket, object_key
            """,
            parameters,
            cancellationToken: cancellationToken));
        return new(row.ToCertificate(), [.. digests.Select(one => one.ToStanding())], [.. files.Select(one => one.ToStanding())]);
    }

    private sealed record CertificateRow(
        string AccountId,
        string Region,
        DateTime Hour,
        short State,
        int ExpectedFiles,
        int ProvenFiles,
        int ExpectedEvents,
        int ReceivedEvents,
        int DuplicateEvents,
        int RejectedEvents,
        int AlteredEvents,
        int LateEvents,
        int Tampered,
        int GapSeconds,
        DateTime ChangedAt)
    {
        public HourCertificate ToCertificate() => new()
        {
            AccountId = AccountId,
            Region = Region,
            Hour = Hour,
            State = (CompletenessState)State,
            ExpectedFiles = ExpectedFiles,
            ProvenFiles = ProvenFiles,
            ExpectedEvents = ExpectedEvents,
            ReceivedEvents = ReceivedEvents,
            DuplicateEvents = DuplicateEvents,
            RejectedEvents = RejectedEvents,
            MissingEvents = ExpectedEvents - ReceivedEvents - DuplicateEvents - RejectedEvents,
            AlteredEvents = AlteredEvents,
            LateEvents = LateEvents,
            Tampered = Tampered,
            GapSeconds = GapSeconds,
            ChangedAt = ChangedAt,
        };
    }

    private sealed record DigestRow(
        string Bucket, string Key, string Trail, DateTime StartAt, DateTime EndAt, short Verdict, string Reason, DateTime CheckedAt)
    {
        public DigestStanding ToStanding() => new()
        {
            Bucket = Bucket,
            Key = Key,
            Trail = Trail,
            From = StartAt,
            To = EndAt,
            Verdict = (TrailVerdict)Verdict,
            Reason = Reason,
            CheckedAt = CheckedAt,
        };
    }

    private sealed record FileRow(
        string Bucket,
        string Key,
        string? DigestKey,
        short Verdict,
        string Reason,
        string? ExpectedSha256,
        string? Sha256,
        Guid? BatchId,
        int Records,
        int Received,
        int Duplicate,
        int Rejected,
        int Altered,
        DateTime DeliveredAt,
        DateTime CheckedAt)
    {
        public LogFileStanding ToStanding() => new()
        {
            Bucket = Bucket,
            Key = Key,
            DigestKey = DigestKey,
            Verdict = (TrailVerdict)Verdict,
            Reason = Reason,
            ExpectedSha256 = ExpectedSha256,
            Sha256 = Sha256,
            BatchId = BatchId,
            Records = Records,
            Received = Received,
            Duplicate = Duplicate,
            Rejected = Rejected,
            Altered = Altered,
            DeliveredAt = DeliveredAt,
            CheckedAt = CheckedAt,
        };
    }
}
