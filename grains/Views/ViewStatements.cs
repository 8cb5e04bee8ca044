using System.Collections.Immutable;
using Raposa.Posture;

namespace Raposa.Views;

/// <summary>The statements that make the schema <c>raposa_views</c> what this build says: everything in it goes, and is made anew.</summary>
internal static class ViewStatements
{
    public static ImmutableArray<string> Of(IViewCatalogue catalogue) =>
    [
        """
        do $$
        declare
          thing record;
        begin
          for thing in select c.relname from pg_class as c where c.relnamespace = 'raposa_views'::regnamespace and c.relkind = 'v' loop
            execute format('drop view if exists raposa_views.%I cascade', thing.relname);
          end loop;
          for thing in select p.oid::regprocedure as name from pg_proc as p where p.pronamespace = 'raposa_views'::regnamespace loop
            execute format('drop function %s cascade', thing.name);
          end loop;
        end $$
        """,
        ViewCatalogue.Functions,
        ControlsFunction.Sql(Frameworks.All, CheckCatalog.Platform),
        .. catalogue.All.SelectMany(Of),
        "revoke execute on all functions in schema raposa_views from public",
        "grant execute on all functions in schema raposa_views to raposa_writer, raposa_reader, raposa_mcp",
    ];

    // A view that ran as its owner would show each tenant's rows to every other one.
    private static IEnumerable<string> Of(ViewDefinition view)
    {
        yield return $"create view raposa_views.{Name(view.Name)} with (security_invoker = true) as\n{view.Sql}";
        yield return $"comment on view raposa_views.{Name(view.Name)} is {Text($"{view.Description.Question} {view.Description.Row}")}";
        foreach (var column in view.Description.Columns)
        {
            yield return $"comment on column raposa_views.{Name(view.Name)}.{Name(column.Name)} is {Text(column.Description)}";
        }

        yield return $"grant select on raposa_views.{Name(view.Name)} to raposa_writer, raposa_reader, raposa_mcp";
    }

    internal static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
