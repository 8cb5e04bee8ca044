using System.Collections.Immutable;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>
/// Where evidence comes from besides the search of passages: a view that counts and lists whole. Each noun that has such a view registers one;
/// which views there are is decided in code, and no model writes a query.
/// </summary>
internal interface IEvidenceSource
{
    /// <summary>Evidence for a question, numbered by whoever asks; empty where this source has nothing to say to it.</summary>
    /// <param name="organization">Whose.</param>
    /// <param name="intent">What is asked: <see cref="IntentTime.AsOf"/> says as of when.</param>
    /// <param name="question">Its words.</param>
    /// <param name="mark">The same as long as nothing has changed: what was read for it may be kept a moment.</param>
    Task<ImmutableArray<Evidence>> FindAsync(
        OrganizationId organization, Intent intent, string question, KnowledgeMark mark, CancellationToken cancellationToken);
}
