using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>The chain of an organization: the configured models in its order.</summary>
internal sealed class ModelLinks(ChatOptions options, IEnumerable<IModel> models)
{
    private readonly Dictionary<string, IModel> _models = models.ToDictionary(model => model.Provider, StringComparer.Ordinal);

    /// <summary>Without the embedded responder, which is made for each answer and stands at the end.</summary>
    public IReadOnlyList<ChainLink> Of(OrganizationId organization)
    {
        var own = options.Organizations.GetValueOrDefault(organization.ToString());
        return
        [
            .. (own?.Order ?? options.Order)
                .Where(provider => _models.ContainsKey(provider))
                .Select(provider => (Provider: provider, Settings: options.Providers.GetValueOrDefault(provider) ?? new()))
                .Select(one => (one.Provider, one.Settings, Model: own?.Models.GetValueOrDefault(one.Provider) ?? one.Settings.Model))
                .Where(one => one.Model is { Length: > 0 })
                .Select(one => new ChainLink(_models[one.Provider], one.Model!)
                {
                    FirstToken = TimeSpan.FromSeconds(one.Settings.FirstTokenSeconds),
                    Stall = TimeSpan.FromSeconds(one.Settings.StallSeconds),
                    MaxOutputTokens = one.Settings.MaxOutputTokens,
                    InputPrice = one.Settings.InputPrice,
                    OutputPrice = one.Settings.OutputPrice,
                }),
        ];
    }

    public int MonthlyAnswersOf(OrganizationId organization) =>
        options.Organizations.GetValueOrDefault(organization.ToString())?.MonthlyAnswers ?? options.MonthlyAnswers;

    public int QuestionsPerMinuteOf(OrganizationId organization) =>
        options.Organizations.GetValueOrDefault(organization.ToString())?.QuestionsPerMinute ?? options.QuestionsPerMinute;

    public int PersonQuestionsPerMinuteOf(OrganizationId organization) =>
        options.Organizations.GetValueOrDefault(organization.ToString())?.PersonQuestionsPerMinute ?? options.PersonQuestionsPerMinute;
}
