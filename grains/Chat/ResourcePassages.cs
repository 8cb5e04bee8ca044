using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Raposa.Organizations;
using Raposa.Views;

namespace Raposa.Chat;

/// <summary>The resources of the view <c>resource_of_note</c>, which is bounded: an estate of any size has no more than two thousand.</summary>
internal sealed partial class ResourcePassages(IViewReader views, ILogger<ResourcePassages> logger) : IPassageSource
{
    private const string View = "resource_of_note";

    public string Prefix => "resource:";

    public async Task<ImmutableArray<Passage>?> ReadAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        var answer = await views.ReadAsync(
            organization, new() { Name = View, Limit = ViewQuery.MaxLimit, Filters = [new("answer", "yes")] }, cancellationToken);
        if (answer.Page is not { } page)
        {
            LogNotRead(organization, answer.Refusal!.Detail);
            return null;
        }

        var columns = page.View.Columns.Select(column => column.Name).ToArray();
        return
        [
            .. page.Rows.Select(row => ResourceText.Of(columns.Zip(row.Cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)))
                .DistinctBy(passage => passage.Id),
        ];
    }

    [LoggerMessage(LogLevel.Warning, "Resources of {Organization} stay as they were found last: {Reason}")]
    private partial void LogNotRead(OrganizationId organization, string reason);
}
