using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>What an organization and each of its people may still ask. A question is one of both, or refused and one of neither.</summary>
internal sealed class QuestionBuckets(int organizationPerMinute, int personPerMinute)
{
    private const int MostPeople = 1_000;

    private readonly Dictionary<Guid, TokenBucket> _people = [];
    private TokenBucket _organization = TokenBucket.Full(organizationPerMinute);

    /// <summary>How many are remembered.</summary>
    public int People => _people.Count;

    public QuestionPermit Take(Guid personId, DateTimeOffset now)
    {
        var person = _people.TryGetValue(personId, out var known) ? known : TokenBucket.Full(personPerMinute);
        var (ofPerson, ofOrganization) = (person.WaitAt(now), _organization.WaitAt(now));
        var wait = ofPerson > ofOrganization ? ofPerson : ofOrganization;
        if (wait == TimeSpan.Zero)
        {
            ForgetFull(now);
            _people[personId] = person = person.Take(now);
            _organization = _organization.Take(now);
        }

        return new(wait == TimeSpan.Zero ? null : wait, RateOf(person, now), RateOf(_organization, now));
    }

    // Who asked nothing for a minute is as one who never asked.
    private void ForgetFull(DateTimeOffset now)
    {
        if (_people.Count >= MostPeople)
        {
            foreach (var full in _people.Where(one => one.Value.FullAt <= now).Select(one => one.Key).ToList())
            {
                _people.Remove(full);
            }
        }
    }

    private static QuestionRate RateOf(TokenBucket bucket, DateTimeOffset now) => new(bucket.PerMinute, bucket.RemainingAt(now), bucket.FullIn(now));
}
