using System.Collections.Immutable;

namespace Raposa.Posture.Reading;

/// <summary>What a check sees: its subject, the other documents of the account, and the time. It notes what is read.</summary>
internal sealed class Look
{
    private readonly SourceScopes _scopes;
    private readonly FieldValue _subject;

    public Look(CollectedEstate estate, SourceScopes scopes, string account, string? region, CollectedDocument? subject)
    {
        Estate = estate;
        _scopes = scopes;
        Account = account;
        Region = region;
        _subject = subject is null ? FieldValue.Nothing(Trail, "The check has no subject of its own.") : FieldValue.Root(Trail, subject);
    }

    public CollectedEstate Estate { get; }

    public EvidenceTrail Trail { get; } = new();

    public string Account { get; }

    /// <summary>The region of the subject; null where it is in none.</summary>
    public string? Region { get; }

    public DateTimeOffset Now => Estate.AsOf;

    /// <summary>The whole subject.</summary>
    public FieldValue Subject => _subject;

    /// <summary>A place in the subject.</summary>
    public FieldValue this[string path] => _subject[path];

    public DateTimeOffset DaysAgo(int days) => Now.AddDays(-days);

    /// <summary>The resources of a source in the subject's account.</summary>
    public DocumentSet All(string source) => Set(source, null);

    /// <summary>The resources of a source in the subject's account and region.</summary>
    public DocumentSet Here(string source) => Set(source, Region);

    /// <summary>The one resource of a source that an account has once.</summary>
    public FieldValue One(string source) => Estate.Documents(source, Account) is [var only, ..]
        ? FieldValue.Root(Trail, only)
        : FieldValue.Nothing(Trail, IsComplete(source, null).Why ?? $"{source} of {Account} says nothing.");

    /// <summary>The resource of that key, in the subject's region or in none.</summary>
    public FieldValue Find(string source, string? key) =>
        Estate.Documents(source, Account).FirstOrDefault(document => document.Key == key) is { } found
            ? FieldValue.Root(Trail, found)
            : FieldValue.Nothing(Trail, IsComplete(source, null).Why ?? $"{source} {key} is not among what was collected.");

    public FieldValue Root(CollectedDocument document) => FieldValue.Root(Trail, document);

    public Answer IsComplete(string source, string? region) => Estate.IsComplete(source, Account, region, _scopes.IsRegional(source));

    private DocumentSet Set(string source, string? region) => new(
        [.. Estate.Documents(source, Account).Where(document => region is null || document.Region == region || document.Region is null).Select(Root)],
        IsComplete(source, region));
}

/// <summary>Some resources, and whether they are all.</summary>
internal sealed record DocumentSet(ImmutableArray<FieldValue> Items, Answer IsComplete)
{
    /// <summary>Whether one is such. That none is can only be said of all.</summary>
    public Answer Any(Func<FieldValue, Answer> predicate) =>
        Answer.Any(Items.Select(predicate)) | (IsComplete.IsYes ? Answer.No : IsComplete);

    /// <summary>Whether each is such.</summary>
    public Answer All(Func<FieldValue, Answer> predicate) => !Any(item => !predicate(item));

    public DocumentSet Where(Func<CollectedDocument, bool> predicate) => this with { Items = [.. Items.Where(item => predicate(item.Document!))] };
}

/// <summary>Which sources are read in each region by itself.</summary>
internal sealed record SourceScopes(IReadOnlySet<string> Regional)
{
    public bool IsRegional(string source) => Regional.Contains(source);
}
