#if ENGINE_ORLEANS
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Raposa.Engine;

/// <summary>
/// Lets a cluster of which nobody is left come back under other addresses. A silo that joins must reach every silo that
/// is recorded as active; after a crash of all of them their records still say so, nobody is there to vote them out, and
/// Orleans would try for five minutes and give up. Before joining, such records are declared dead.
/// </summary>
/// <remarks>
/// Only where no other silo answers: one that does will have the dead voted out within seconds, and knows better.
/// A refused connection is proof, since an active silo listens; silence may be the network's, and counts only together
/// with missed heartbeats. A silo declared dead by mistake ends itself when it reads so, and is started again.
/// </remarks>
internal sealed partial class UnansweredSilos(
    IMembershipTable table,
    ILocalSiloDetails self,
    IOptions<ClusterMembershipOptions> membership,
    ILogger<UnansweredSilos> log) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Long enough for heartbeats to count as missed. After that, Orleans' own attempts to join go on alone.</summary>
    private const int Attempts = 30;

    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(UnansweredSilos), ServiceLifecycleStage.RuntimeGrainServices - 1, DeclareDeadAsync);

    private async Task DeclareDeadAsync(CancellationToken cancellationToken)
    {
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true, cancellationToken);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var recorded = await table.ReadAllAsync(cancellationToken);
            var others = recorded.Members.Where(member => IsActiveElsewhere(member.Item1)).ToList();
            var gone = await Task.WhenAll(others.Select(other => IsGoneAsync(other.Item1, cancellationToken)));
            if (others.Count == 0 || gone.Contains(false))
            {
                return;
            }

            if (gone.Contains(null))
            {
                await Task.Delay(Patience, cancellationToken);
                continue;
            }

            // One at a time: each moves the table's version. If somebody else moved it, the next look shows why.
            var (entry, etag) = others[0];
            entry.Status = SiloStatus.Dead;
            if (await table.UpdateRowAsync(entry, etag, recorded.Version.Next(), cancellationToken))
            {
                LogDeclaredDead(entry.SiloAddress);
            }
        }
    }

    private bool IsActiveElsewhere(MembershipEntry entry) =>
        entry.Status == SiloStatus.Active && !entry.SiloAddress.Endpoint.Equals(self.SiloAddress.Endpoint);

    /// <summary>Null: it cannot be told yet.</summary>
    private async Task<bool?> IsGoneAsync(MembershipEntry entry, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            await socket.ConnectAsync(entry.SiloAddress.Endpoint, deadline.Token);
            return false;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return true;
        }
        catch (Exception silence) when (silence is SocketException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return HasMissedHeartbeats(entry) ? true : null;
        }
    }

    private bool HasMissedHeartbeats(MembershipEntry entry)
    {
        var options = membership.Value;
        var lastSign = entry.IAmAliveTime > entry.StartTime ? entry.IAmAliveTime : entry.StartTime;
        return DateTime.UtcNow - lastSign > options.IAmAliveTablePublishTimeout * options.NumMissedTableIAmAliveLimit;
    }

    [LoggerMessage(LogLevel.Warning,
        "{Silo} is recorded as active, but nothing answers there and no other silo is left to say so. It is declared dead.")]
    private partial void LogDeclaredDead(SiloAddress silo);
}
#endif
