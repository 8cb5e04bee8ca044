using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Orleans;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <inheritdoc cref="IChatSessionGrain"/>
internal sealed partial class ChatSessionGrain(
    ChatStore store, ChatReaderStore reader, EarlierAnswers answers, AnswerCounts counts, ModelLinks links, ChatOptions options, TimeProvider time,
    ILogger<ChatSessionGrain> logger)
    : Grain, IChatSessionGrain, IProviderCircuits
{
    private const string Untitled = "New conversation";
    private const int LongestTitle = 80, LongestHistory = 6;
    private static readonly TimeSpan ReadPatience = TimeSpan.FromSeconds(10);

    private Conversation? _conversation;
    private LiveTurn? _live;
    private Task _writing = Task.CompletedTask;

    // The last exchanges, oldest first; null until an answer needs them.
    private ImmutableArray<Exchange>? _history;

    private ChatSessionKey Key => ChatSessionKey.Parse(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _conversation = await store.FindAsync(Key, cancellationToken);

    // An answer that is being written is ended first: whoever reads it finds it stored.
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _writing.WaitAsync(cancellationToken);

    public async Task<Conversation> Create(Guid personId, string? title)
    {
        var now = time.GetUtcNow();
        if (_conversation is null)
        {
            await Save(new() { Id = Key.ConversationId, PersonId = personId, Title = title ?? Untitled, CreatedAt = now, UpdatedAt = now });
        }

        return _conversation!;
    }

    public async Task<Conversation?> Get() =>
        _conversation is { } conversation ? conversation with { Turns = await reader.GetTurnsAsync(Key, CancellationToken.None) } : null;

    public async Task<Conversation?> Rename(string title)
    {
        if (_conversation is { } conversation)
        {
            await Save(conversation with { Title = title });
        }

        return _conversation;
    }

    public async Task<bool> Delete()
    {
        if (_conversation is null)
        {
            return false;
        }

        // First, so that what is being written finds nothing to be stored under.
        if (_live is { IsOver: false } live)
        {
            await live.Stop.CancelAsync();
        }

        _conversation = null;
        var isDeleted = await store.DeleteAsync(Key, CancellationToken.None);
        // Afterwards, so that nobody finds and keeps it again meanwhile.
        answers.Forget(Key.ConversationId);
        return isDeleted;
    }

    public async Task<Asked> Ask(Guid personId, string question)
    {
        if (_conversation is not { } conversation)
        {
            return new(null, AskRefusal.NotFound);
        }

        if (_live is { IsOver: false })
        {
            return new(null, AskRefusal.Busy);
        }

        if (!await counts.HasLeftAsync(Key.Organization, links.MonthlyAnswersOf(Key.Organization), CancellationToken.None))
        {
            return new(null, AskRefusal.QuotaExceeded);
        }

        if (conversation.Title == Untitled)
        {
            await Save(conversation with { Title = question.Length <= LongestTitle ? question : $"{question[..(LongestTitle - 1)]}…" });
        }

        var now = time.GetUtcNow();
        var live = new LiveTurn(Guid.CreateVersion7(now), question, now);
        _live = live;
        // It goes on in this activation after the call, and lets others in between: who reads along, and who stops it.
        _writing = Answer(live, personId);
        return new(live.Id, null);
    }

    public async Task<ImmutableArray<TurnEvent>?> Read(Guid turnId, int after)
    {
        if (_conversation is null)
        {
            return null;
        }

        if (_live is not { } live || live.Id != turnId)
        {
            return await reader.GetEventsAsync(Key, turnId, CancellationToken.None) is { } stored ? FromOn(stored, after) : null;
        }

        if (live.After(after).IsEmpty && !live.IsOver)
        {
            await Task.WhenAny(live.Next, Task.Delay(ReadPatience, time));
        }

        return live.IsOver ? FromOn(live.After(0), after) : live.After(after);
    }

    // Who has heard all of an answer that is over is told its end again, and so does not wait for more.
    private static ImmutableArray<TurnEvent> FromOn(ImmutableArray<TurnEvent> events, int after) => events[Math.Clamp(after, 0, Math.Max(0, events.Length - 1))..];

    public async Task<bool> Cancel(Guid turnId)
    {
        if (_conversation is null || _live is not { IsOver: false } live || live.Id != turnId)
        {
            return false;
        }

        await live.Stop.CancelAsync();
        return true;
    }

    Task<string?> IProviderCircuits.RefuseAsync(string provider) => provider == EmbeddedResponder.Provider
        ? Task.FromResult<string?>(null)
        : GrainFactory.GetGrain<IModelProviderGrain>(provider).Refuse();

    Task IProviderCircuits.RecordAsync(ModelAttempt attempt, TimeSpan? retryAfter) => attempt.Provider == EmbeddedResponder.Provider
        ? Task.CompletedTask
        : GrainFactory.GetGrain<IModelProviderGrain>(attempt.Provider).Record(attempt, retryAfter);

    [SuppressMessage("Design", "CA1031", Justification = "Whoever reads along must be told that it is over, whatever ended it.")]
    private async Task Answer(LiveTurn live, Guid personId)
    {
        Caller.ActFor(Key.Organization, personId);
        try
        {
            await Write(live);
        }
        catch (Exception failure)
        {
            LogFailed(failure, Key);
            live.Say([AnswerDraft.Error("internal", "The answer could not be finished or stored. Ask again.")]);
        }
        finally
        {
            live.End();
        }
    }

    private async Task Write(LiveTurn live)
    {
        var history = _history ??= await reader.GetLastAsync(Key, LongestHistory, CancellationToken.None);
        var previous = history.LastOrDefault(turn => turn.IsAnswered)?.Question;
        var isContinued = previous is not null && FollowUp.Continues(live.Question);
        var found = await GrainFactory.GetGrain<IRetrievalGrain>(Key.Organization.ToString())
            .Search(FollowUp.Complete(previous, live.Question), options.Evidence);
        var draft = new AnswerDraft(found.Intent, found.Evidence, new(() => new(found.Evidence, live.Question, found.Intent.Time)));
        var chain = ChainFor(found);
        var cacheKey = isContinued
            ? null
            : AnswerCacheKey.Of(live.Question, found.Intent, found.Version, found.Evidence, chain.Select(link => $"{link.Model.Provider}/{link.ModelId}"));
        var earlier = cacheKey is null ? null : await answers.FindAsync(Key.Organization, cacheKey, CancellationToken.None);
        List<(string Type, string Json)> last = [];
        if (earlier is not null)
        {
            // It is whole at once: storing it takes less time than saying it in two pieces.
            last = [.. draft.Begin(), .. draft.Repeat(earlier)];
        }
        else
        {
            live.Say(draft.Begin());
            var prompt = PromptText.Of(live.Question, found.Evidence, history.Select(turn => (turn.Question, turn.Answer)));
            await foreach (var one in new ModelChain(chain, this, time).RunAsync(prompt, BillingTag, live.Stop.Token))
            {
                last = live.SayAllButLast(draft.Take(one));
            }
        }

        await Store(live, draft, found, earlier is not null, earlier is null && draft.Place == 0 ? cacheKey : null, last);
        live.Say(last);
    }

    // What nobody can answer from evidence needs no model: nothing is spent on a greeting.
    private List<ChainLink> ChainFor(SearchResult found)
    {
        var embedded = new ChainLink(new EmbeddedModel(() => EmbeddedResponder.Compose(found.Intent, found.Evidence)), EmbeddedResponder.ModelId);
        return found.Evidence.IsEmpty ? [embedded] : [.. links.Of(Key.Organization), embedded];
    }

    // The turn is stored before its end is said: who hears the end finds it.
    private async Task Store(LiveTurn live, AnswerDraft draft, SearchResult found, bool isCached, string? cacheKey, List<(string Type, string Json)> last)
    {
        var now = time.GetUtcNow();
        if (_conversation is null)
        {
            return;
        }

        await store.SaveTurnAsync(
            Key,
            new()
            {
                Id = live.Id, Question = live.Question, Answer = draft.Answer, Status = draft.Status ?? TurnStatus.Failed, Provider = draft.Provider,
                Model = draft.Model, PromptVersion = PromptText.Version, PassageVersion = found.Version, IsCached = isCached, Struck = draft.Struck,
                Evidence = found.Evidence, AskedAt = live.AskedAt, EndedAt = now,
            },
            live.EventsWith(last),
            draft.Attempts,
            cacheKey,
            CancellationToken.None);
        _conversation = _conversation with { UpdatedAt = now };
        _history = [.. (_history ?? []).Append(new(live.Question, draft.Answer, draft.Status == TurnStatus.Answered)).TakeLast(LongestHistory)];
    }

    // Who is billed, for the provider's books: no name, and the same each time.
    private string BillingTag => Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(Key.Organization.Value.ToByteArray()).AsSpan(0, 8));

    // What the grain says is what was saved.
    private async Task Save(Conversation conversation)
    {
        await store.SaveAsync(Key, conversation, CancellationToken.None);
        _conversation = conversation;
    }

    [LoggerMessage(LogLevel.Error, "An answer of {Conversation} ended before it was stored")]
    private partial void LogFailed(Exception failure, ChatSessionKey conversation);
}
