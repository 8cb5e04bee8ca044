using System.Collections.Immutable;

namespace Raposa.Cli;

/// <summary>What became of everything that was to be sent.</summary>
internal sealed class SendSummary
{
    public const int KeptRejections = 1_000;

    private readonly Lock _lock = new();
    private readonly List<Rejection> _rejections = [];

    public int Files { get; set; }

    public long Accepted { get; private set; }

    public long Duplicate { get; private set; }

    public long Rejected { get; private set; }

    /// <summary>Of the accepted: the organization has not claimed their AWS account.</summary>
    public long Unclaimed { get; private set; }

    /// <summary>Records of batches that did not get there. What was not read any more after the first such batch is not in it.</summary>
    public long NotDelivered { get; private set; }

    public int Batches { get; private set; }

    public long Records => Accepted + Duplicate + Rejected + NotDelivered;

    /// <summary>Why sending stopped, if it did.</summary>
    public string? Failure { get; private set; }

    /// <summary>The first thousand.</summary>
    public ImmutableArray<Rejection> Rejections
    {
        get
        {
            lock (_lock)
            {
                return [.. _rejections];
            }
        }
    }

    /// <summary>0: all of it is there. 1: some records were rejected. 3: not delivered.</summary>
    public int ExitCode => Failure is not null ? 3 : Rejected > 0 ? 1 : 0;

    public void Add(Batch batch, Receipt receipt)
    {
        lock (_lock)
        {
            Batches++;
            Accepted += receipt.Accepted;
            Duplicate += receipt.Duplicate;
            Rejected += receipt.Rejected;
            Unclaimed += receipt.Unclaimed;
            Keep(receipt.Rejections
                .Where(one => one.Index >= 0 && one.Index < batch.Records.Length)
                .Select(one => new Rejection(batch.Records[one.Index], one.Reason, one.Detail)));
        }
    }

    public void Add(Batch batch, Refused refused)
    {
        lock (_lock)
        {
            Batches++;
            Rejected += batch.Records.Length;
            Keep(batch.Records.Select(record => new Rejection(record, refused.Code, refused.Detail)));
        }
    }

    public void Add(Rejection rejection)
    {
        lock (_lock)
        {
            Rejected++;
            Keep([rejection]);
        }
    }

    public void Fail(Batch batch, string reason)
    {
        lock (_lock)
        {
            NotDelivered += batch.Records.Length;
            Failure ??= reason;
        }
    }

    private void Keep(IEnumerable<Rejection> rejections) =>
        _rejections.AddRange(rejections.Take(KeptRejections - _rejections.Count));
}
