using System.Collections.Immutable;
using Raposa.Posture;

namespace Raposa.Views;

/// <summary>
/// The function <c>raposa_views.controls()</c>: each requirement of each framework with what its checks say. Which check is evidence for
/// which requirement is declared in code, so the function is written from it; it decides as <see cref="Compliance"/> does, and a test holds them together.
/// </summary>
internal static class ControlsFunction
{
    public static string Sql(ImmutableArray<Framework> frameworks, CheckCatalog checks) =>
        $"""
         create function raposa_views.controls()
           returns table (
             framework text, title text, version text, place int, control text, control_title text, assessment text, is_met boolean,
             passed bigint, failed bigint, unknown bigint, accounts_evaluated bigint, accounts bigint, answer text, as_of timestamptz)
           language sql stable parallel safe as $$
           with declared (framework, title, version, place, control, control_title, assessment, is_met, checks) as (values
             {string.Join(",\n    ", frameworks.SelectMany(framework => framework.Controls.Select((control, place) => Row(framework, control, place, checks))))}),
           tally as (
             select t.check_id, t.account_id, t.passed, t.failed, t.unknown from posture.tally as t
             where t.since <= raposa.as_of() and (t.until is null or t.until > raposa.as_of())),
           of_check as (
             select t.check_id, sum(t.passed) as passed, sum(t.failed) as failed, sum(t.unknown) as unknown, count(distinct t.account_id) as accounts
             from tally as t group by t.check_id),
           known as (select count(distinct t.account_id) as accounts from tally as t),
           summed as (
             select d.framework, d.control, coalesce(sum(o.passed), 0)::bigint as passed, coalesce(sum(o.failed), 0)::bigint as failed,
               coalesce(sum(o.unknown), 0)::bigint as unknown, min(coalesce(o.accounts, 0)) as evaluated
             from declared as d cross join unnest(d.checks) as w (check_id) left join of_check as o on o.check_id = w.check_id
             group by d.framework, d.control)
           select d.framework, d.title, d.version, d.place, d.control, d.control_title, d.assessment, d.is_met,
             coalesce(s.passed, 0), coalesce(s.failed, 0), coalesce(s.unknown, 0), coalesce(s.evaluated, 0), k.accounts,
             case when s.failed > 0 then 'no' when s.unknown > 0 or not d.is_met or k.accounts = 0 or coalesce(s.evaluated, 0) < k.accounts then 'unknown' else 'yes' end,
             (select max(p.as_of) from posture.run as p where p.as_of <= raposa.as_of())
           from declared as d cross join known as k
           left join summed as s on s.framework = d.framework and s.control = d.control
           where raposa.current_org() is not null
         $$
         """;

    private static string Row(Framework framework, Control control, int place, CheckCatalog catalog)
    {
        var evidence = ControlEvidence.Of(framework, control, catalog);
        var checks = evidence.Checks.Select(check => Text(check.Id));
        return $"({Text(framework.Id)}, {Text(framework.Title)}, {Text(framework.Version)}, {place}, {Text(control.Id)}, {Text(control.Title)}, "
            + $"{Text(evidence.Assessment)}, {(evidence.IsDecided ? "true" : "false")}, array[{string.Join(", ", checks)}]::text[])";
    }

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
