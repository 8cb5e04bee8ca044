using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>What questions have found a moment ago, for as long as nothing has changed.</summary>
internal sealed class SearchMemory(TimeProvider time) : MinuteMemory<SearchKey, SearchResult>(2_000, time);

/// <param name="Mark">Read before the search, so that what changed meanwhile is searched again.</param>
internal sealed record SearchKey(OrganizationId Organization, string Question, int Limit, KnowledgeMark Mark);

/// <summary>The version of the passages when all that a mark knows of was embedded: whoever searches at the same one need not ask.</summary>
internal sealed class VersionMemory(TimeProvider time) : MinuteMemory<VersionKey, long>(2_000, time);

internal sealed record VersionKey(OrganizationId Organization, PassagesMark Mark);
