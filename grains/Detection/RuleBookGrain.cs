using System.Collections.Immutable;
using System.Globalization;
using Orleans;
using Raposa.Organizations;

namespace Raposa.Detection;

/// <inheritdoc cref="IRuleBookGrain"/>
internal sealed class RuleBookGrain(RuleStore rules, Catalogue catalogue, TimeProvider time) : Grain, IRuleBookGrain
{
    private RuleBook _book = new(catalogue, [], RuleBook.NothingDisabled);
    private long _version;

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public Task<ImmutableArray<Rule>> GetRules() => Task.FromResult(_book.List());

    public Task<Rule?> GetRule(string id) => Task.FromResult(_book.Find(id));

    public async Task<AddRulesAnswer> Add(string yaml)
    {
        var (added, errors) = _book.Read(yaml, time.GetUtcNow());
        if (!errors.IsEmpty)
        {
            return new([], errors);
        }

        await rules.AddAsync(Organization, added, CancellationToken.None);
        await LoadAsync(CancellationToken.None);
        ImmutableArray<Rule> listed = [.. added.Select(rule => _book.Find(rule.Id)).OfType<Rule>().Select(rule => rule with { Source = null })];
        foreach (var rule in listed)
        {
            await Publish("rule.added", $"The rule '{rule.Title}' was added.", rule.Id);
        }

        return new(listed, []);
    }

    public async Task<Rule?> SetEnabled(string id, bool isEnabled)
    {
        if (_book.Find(id) is not { } rule)
        {
            return null;
        }

        if (rule.IsEnabled != isEnabled)
        {
            await rules.SwitchAsync(Organization, rule.Id, isEnabled, time.GetUtcNow(), CancellationToken.None);
            await LoadAsync(CancellationToken.None);
            await Publish("rule.switched", $"The rule '{rule.Title}' was switched {(isEnabled ? "on" : "off")}.", rule.Id);
        }

        return _book.Find(id)! with { Source = null };
    }

    public async Task<bool> Remove(string id)
    {
        if (_book.Find(id) is not { IsCatalogue: false } rule)
        {
            return false;
        }

        if (_book.DependentsOf(rule.Id) is [_, ..] dependents)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"The rule is part of {string.Join(" and ", dependents.Select(title => $"'{title}'"))}; remove that first."));
        }

        await rules.RemoveAsync(Organization, rule.Id, CancellationToken.None);
        await LoadAsync(CancellationToken.None);
        await Publish("rule.removed", $"The rule '{rule.Title}' was removed.", rule.Id);
        return true;
    }

    public Task<RuleSources> GetSources(long knownVersion) => Task.FromResult(knownVersion == _version
        ? new RuleSources { Version = _version }
        : new RuleSources
        {
            Version = _version,
            OwnYaml = [.. _book.Own.Select(rule => rule.Yaml)],
            DisabledIds = [.. _book.DisabledIds],
        });

    // What the grain says is what was saved: it is read back, and a write that fails has changed nothing.
    private async Task LoadAsync(CancellationToken cancellationToken) =>
        (_book, _version) = await rules.LoadAsync(Organization, catalogue, cancellationToken);

    private Task Publish(string kind, string summary, string ruleId) =>
        GrainFactory.GetGrain<IActivityGrain>(Organization.ToString()).Publish(new()
        {
            At = time.GetUtcNow(),
            Kind = kind,
            Summary = summary,
            Subject = ruleId,
        });
}
