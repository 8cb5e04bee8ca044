using Orleans;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <inheritdoc cref="IQuestionRateGrain"/>
internal sealed class QuestionRateGrain(ModelLinks links, TimeProvider time) : Grain, IQuestionRateGrain
{
    private QuestionBuckets? _buckets;

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public Task<QuestionPermit> Take(Guid personId)
    {
        _buckets ??= new(links.QuestionsPerMinuteOf(Organization), links.PersonQuestionsPerMinuteOf(Organization));
        return Task.FromResult(_buckets.Take(personId, time.GetUtcNow()));
    }
}
