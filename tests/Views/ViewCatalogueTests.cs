using System.Globalization;
using System.Text;
using Dapper;
using Raposa.Collection.Sources;
using Raposa.Posture;
using Raposa.Support;

namespace Raposa.Views;

/// <summary>What headers say is what the views are, and what docs/views.md says.</summary>
public class ViewCatalogueTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly string Document = Path.Combine(Repository.Root, "docs", "views.md");

    [Fact]
    public void There_are_views_for_the_questions_that_people_ask() => Assert.InRange(ViewCatalogue.Platform.All.Length, 25, 100);

    [Fact]
    public async Task Each_view_has_the_columns_that_its_header_names_and_no_other()
    {
        await using var connection = await postgres.Admin.OpenConnectionAsync();
        var columns = (await connection.QueryAsync<(string View, string Column, string Type)>(
            """
            select c.relname, a.attname, format_type(a.atttypid, null) from pg_class as c join pg_attribute as a on a.attrelid = c.oid
            where c.relnamespace = 'raposa_views'::regnamespace and c.relkind = 'v' and a.attnum > 0 order by c.relname, a.attnum
            """)).ToLookup(row => row.View, row => $"{row.Column} {row.Type}");

        Assert.Equal(ViewCatalogue.Platform.All.Select(view => view.Name), columns.Select(view => view.Key).Order(StringComparer.Ordinal));
        Assert.All(ViewCatalogue.Platform.All, view => Assert.Equal(
            view.Description.Columns.Select(column => $"{column.Name} {ViewHeader.Types[column.Type]}"), columns[view.Name]));
    }

    /// <summary>Three values, their reason, their time and their denominator stand in each.</summary>
    [Fact]
    public void Each_view_says_what_is_unknown_and_how_much_is_known_as_of_when() => Assert.All(ViewCatalogue.Platform.All, view =>
        Assert.Superset(
            new HashSet<string> { "answer text", "why text", "as_of timestamptz", "coverage text" },
            view.Description.Columns.Select(column => $"{column.Name} {column.Type}").ToHashSet()));

    [Fact]
    public void Each_view_names_sources_that_are_collected_and_no_column_that_the_api_takes_for_itself() => Assert.All(ViewCatalogue.Platform.All, view =>
    {
        Assert.All(view.Sources ?? [], source => Assert.NotNull(SourceCatalog.Platform[source]));
        Assert.Empty(view.Description.Columns.Select(column => column.Name).Intersect(["asOf", "limit", "offset", "format"], StringComparer.OrdinalIgnoreCase));
        Assert.EndsWith("?", view.Description.Question, StringComparison.Ordinal);
    });

    /// <summary>What a check could not read is unknown, so a view on checks stands on all that they read.</summary>
    [Fact]
    public void A_view_on_checks_names_every_source_that_they_read() => Assert.All(ViewCatalogue.Platform.All.Where(view => view.Sources is not null), view =>
        Assert.Empty(CheckCatalog.Platform.All.Where(check => view.Sql.Contains($"'{check.Id}'", StringComparison.Ordinal)).SelectMany(check => check.Sources).Except(view.Sources!)));

    /// <summary>A view that ran as its owner would show every tenant's rows.</summary>
    [Fact]
    public async Task Each_view_runs_as_whoever_reads_it()
    {
        await using var connection = await postgres.Admin.OpenConnectionAsync();

        Assert.Empty(await connection.QueryAsync<string>(
            """
            select relname from pg_class where relnamespace = 'raposa_views'::regnamespace and relkind = 'v' and not coalesce(reloptions, '{}') @> '{security_invoker=true}'
            union all
            select proname from pg_proc where pronamespace = 'raposa_views'::regnamespace and prosecdef
            """));
    }

    [Fact]
    public void The_document_is_what_the_headers_say()
    {
        var text = Text();
        if (Environment.GetEnvironmentVariable("RAPOSA_UPDATE") == "1")
        {
            File.WriteAllText(Document, text);
        }

        Assert.Equal(text, File.Exists(Document) ? File.ReadAllText(Document) : "");
    }

    [Theory]
    [InlineData("select 1")]
    [InlineData("-- One row is a thing.\n-- sources: aws_ec2_instance\n-- column answer text: yes.\nselect 1")]
    [InlineData("-- One row is a thing.\n-- question: Which?\n-- sources: aws_ec2_instance\n-- column answer varchar: yes.\nselect 1")]
    [InlineData("-- One row is a thing.\n-- question: Which?\n-- sources: aws_ec2_instance\n-- column answer text: yes.\n-- A stray remark.\nselect 1")]
    public void A_header_that_lacks_something_is_refused(string text) =>
        Assert.Contains("thing.sql", Assert.Throws<FormatException>(() => ViewHeader.Parse("thing", text)).Message, StringComparison.Ordinal);

    private static string Text()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"""
             # Views

             Questions that people ask again and again, with their answers as rows: the schema `raposa_views`. {ViewCatalogue.Platform.All.Length} views; made from the headers
             of the files in `grains/Views/Catalogue`.

             ```sql
             select * from raposa_views.unprotected_host;                          -- ./raposa sql --org ID
             set raposa.as_of = '2026-03-14T09:00:00Z';                            -- the same as of a time
             ```

             Over HTTP: `GET /v1/views`, `GET /v1/views/unprotected_host?asOf=…&limit=…&offset=…`, `GET /v1/views/unprotected_host.csv`. A column in the query
             with a value is a filter: `?environment=prod`. `./raposa views [NAME] [--csv] [--as-of T]` prints the same.

             Every row says `answer`: *yes*, *no* or *unknown*, and `why` if it is unknown. What was not collected, was refused or came partial has a row of its own
             that is unknown, so a view without rows says that there is nothing only if all that it stands on is known: `coverage` says how much that is, and `as_of` of when.


             """);
        text.Append("| View | Question |\n|---|---|\n");
        text.AppendJoin("", ViewCatalogue.Platform.All.Select(view => $"| [`{view.Name}`](#{view.Name}) | {view.Description.Question} |\n"));
        foreach (var view in ViewCatalogue.Platform.All.Select(view => view.Description))
        {
            var sources = view.Sources is ["*"] ? "all sources" : view.Sources is [ViewDefinition.EventsSource] ? "recorded events" : string.Join(", ", view.Sources.Select(source => $"`{source}`"));
            text.Append(CultureInfo.InvariantCulture, $"\n## {view.Name}\n\n{view.Question} {view.Row} Stands on {sources}.\n\n| Column | Type | |\n|---|---|---|\n");
            text.AppendJoin("", view.Columns.Select(column => $"| `{column.Name}` | {column.Type} | {column.Description} |\n"));
        }

        return text.ToString().ReplaceLineEndings("\n");
    }
}
