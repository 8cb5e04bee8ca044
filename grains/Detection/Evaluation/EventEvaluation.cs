using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Detection;

/// <summary>Asks a set of rules about a batch of events.</summary>
internal sealed class EventEvaluation(RuleSet rules)
{
    private ImmutableArray<(SigmaRule Rule, RuleSet Alone)>? _oneByOne;

    public RuleSet Rules => rules;

    /// <summary>Every hit, in the order of the events. An event or a rule that fails goes to <paramref name="failed"/>; the rest goes on.</summary>
    public ImmutableArray<Hit> Evaluate(CommittedEvents events, Action<EvaluationFailure> failed)
    {
        var hits = ImmutableArray.CreateBuilder<Hit>();
        foreach (var committed in events.Events)
        {
            try
            {
                using var document = JsonDocument.Parse(committed.Record);
                foreach (var rule in Matches(document.RootElement, committed, failed))
                {
                    hits.Add(ToHit(rule, committed, document.RootElement));
                }
            }
            catch (JsonException unreadable)
            {
                failed(new(null, committed.EventId, unreadable));
            }
        }

        return hits.ToImmutable();
    }

    private IEnumerable<SigmaRule> Matches(JsonElement record, CommittedEvent committed, Action<EvaluationFailure> failed)
    {
        try
        {
            return rules.Evaluate(record);
        }
        catch (Exception unexpected) when (unexpected is not OutOfMemoryException)
        {
            // One of them throws on this event. Asked one by one, only that one stays without an answer.
            return MatchesOneByOne(record, committed, failed);
        }
    }

    private List<SigmaRule> MatchesOneByOne(JsonElement record, CommittedEvent committed, Action<EvaluationFailure> failed)
    {
        var matches = new List<SigmaRule>();
        foreach (var (rule, alone) in _oneByOne ??= [.. rules.Rules.Select(rule => (rule, RuleSet.Compile([new([rule], [], [])])))])
        {
            try
            {
                if (!alone.Evaluate(record).IsEmpty)
                {
                    matches.Add(rule);
                }
            }
            catch (Exception unexpected) when (unexpected is not OutOfMemoryException)
            {
                failed(new(rule.Id, committed.EventId, unexpected));
            }
        }

        return matches;
    }

    private static IEnumerable<CorrelationPart> PartsOf(CorrelationPlan plan, RuleHit hit)
    {
        var counted = plan.CountedIn(hit);
        return plan.GroupKeysOf(hit).Select(key => new CorrelationPart(new(plan.Definition.Id, key), counted));
    }

    private Hit ToHit(SigmaRule rule, CommittedEvent committed, JsonElement record)
    {
        var facts = EventFacts.Of(record);
        var part = rules.HitOf(rule, record, committed.EventTime, committed.EventKey.ToString("D"));
        return new()
        {
            RuleId = rule.Id,
            RuleTitle = RecordText.Storable(rule.Title),
            Level = rule.Severity,
            Techniques = [.. rule.Techniques.Distinct(StringComparer.Ordinal).Select(RecordText.Storable)],
            EventKey = committed.EventKey,
            EventId = committed.EventId,
            At = committed.EventTime,
            Event = facts,
            Summary = facts.Sentence,
            StandsAlone = rules.StandsAlone(rule),
            Values = part?.Values,
            Parts = part is null ? [] : [.. rules.CorrelationsOf(rule).SelectMany(plan => PartsOf(plan, part))],
        };
    }
}

/// <summary>What went unanswered, and why.</summary>
/// <param name="RuleId">Null where the event itself could not be read.</param>
internal sealed record EvaluationFailure(string? RuleId, string EventId, Exception Exception);
