using System.Collections.Immutable;
using Orleans;

namespace Raposa.Views;

/// <summary>Reads the views of the schema <c>raposa_views</c>: questions with their answers as rows. Keyed by organization; stateless.</summary>
[Alias("raposa.view-reader-grain")]
public interface IViewReaderGrain : IGrainWithStringKey
{
    /// <summary>Every view, by name.</summary>
    [Alias("get-catalogue")]
    Task<ImmutableArray<ViewDescription>> GetCatalogue();

    /// <summary>Rows of one view as of a time, or why there are none.</summary>
    [Alias("read")]
    Task<ViewAnswer> Read(ViewQuery query);
}

/// <summary>A view, as its header describes it.</summary>
[GenerateSerializer, Immutable, Alias("raposa.view-description")]
public sealed record ViewDescription
{
    /// <summary>Its name in the schema <c>raposa_views</c>.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>The question that it answers.</summary>
    [Id(1)] public required string Question { get; init; }

    /// <summary>What one row is, as a sentence.</summary>
    [Id(2)] public required string Row { get; init; }

    /// <summary>The sources that its answer stands on: what is not known of these is unknown in it. <c>*</c> is all of them.</summary>
    [Id(3)] public required ImmutableArray<string> Sources { get; init; }

    /// <summary>In their order.</summary>
    [Id(4)] public required ImmutableArray<ViewColumn> Columns { get; init; }
}

/// <summary>A column of a view.</summary>
/// <param name="Type">PostgreSQL's: text, int, bigint, numeric, boolean, timestamptz, date or uuid.</param>
/// <param name="Description">What it is, with its unit.</param>
[GenerateSerializer, Immutable, Alias("raposa.view-column")]
public sealed record ViewColumn(
    [property: Id(0)] string Name, [property: Id(1)] string Type, [property: Id(2)] string Description);

/// <summary>Which rows of a view.</summary>
[GenerateSerializer, Immutable, Alias("raposa.view-query")]
public sealed record ViewQuery
{
    [Id(0)] public required string Name { get; init; }

    /// <summary>Columns and what they equal, all of them; an empty value means null or empty.</summary>
    [Id(1)] public ImmutableArray<ViewFilter> Filters { get; init; } = [];

    /// <summary>The moment that is asked about; null is now.</summary>
    [Id(2)] public DateTimeOffset? AsOf { get; init; }

    /// <summary>1 to <see cref="MaxLimit"/>.</summary>
    [Id(3)] public int Limit { get; init; } = 200;

    /// <summary>Rows to pass over, in the view's order.</summary>
    [Id(4)] public int Offset { get; init; }

    /// <summary>The most rows of one answer.</summary>
    public const int MaxLimit = 5000;
}

/// <summary>A column and what it equals.</summary>
[GenerateSerializer, Immutable, Alias("raposa.view-filter")]
public sealed record ViewFilter([property: Id(0)] string Column, [property: Id(1)] string Value);

/// <summary>A page of a view, or a refusal: one of the two is null.</summary>
[GenerateSerializer, Immutable, Alias("raposa.view-answer")]
public sealed record ViewAnswer([property: Id(0)] ViewPage? Page, [property: Id(1)] ViewRefusal? Refusal = null);

/// <summary>Rows of a view, with what they are of.</summary>
[GenerateSerializer, Immutable, Alias("raposa.view-page")]
public sealed record ViewPage
{
    [Id(0)] public required ViewDescription View { get; init; }

    /// <summary>The moment that was asked about.</summary>
    [Id(1)] public required DateTimeOffset AsOf { get; init; }

    /// <summary>In the view's order: what is answered comes before what is unknown.</summary>
    [Id(2)] public required ImmutableArray<ViewRow> Rows { get; init; }

    /// <summary>How many rows the filters leave in all.</summary>
    [Id(3)] public required long Total { get; init; }

    /// <summary>How many of these say that something is unknown.</summary>
    [Id(4)] public required long Unknown { get; init; }

    /// <summary>How much of what the answer stands on is known, in words. Without rows and with all of it known, there is nothing.</summary>
    [Id(5)] public required string Coverage { get; init; }

    /// <summary>Where the next page begins; null on the last one.</summary>
    [Id(6)] public int? Next { get; init; }
}

/// <summary>A row: a text for each column in their order, as JSON would have it without quotes; null is null. Times are ISO 8601.</summary>
[GenerateSerializer, Immutable, Alias("raposa.view-row")]
public sealed record ViewRow([property: Id(0)] ImmutableArray<string?> Cells);

/// <summary>Why a view was not read.</summary>
/// <param name="Detail">For whoever asked.</param>
[GenerateSerializer, Immutable, Alias("raposa.view-refusal")]
public sealed record ViewRefusal([property: Id(0)] ViewRefusalReason Reason, [property: Id(1)] string Detail);

[GenerateSerializer, Alias("raposa.view-refusal-reason")]
public enum ViewRefusalReason
{
    /// <summary>There is no such view.</summary>
    NoSuchView = 1,

    /// <summary>A filter names no column, or a value that its type has not.</summary>
    BadFilter = 2,

    /// <summary>It took longer than an answer may take.</summary>
    TooSlow = 3,
}
