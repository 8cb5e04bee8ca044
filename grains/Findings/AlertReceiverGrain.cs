using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Raposa.Incidents;
using Raposa.Organizations;

namespace Raposa.Findings;

/// <inheritdoc cref="IAlertReceiverGrain"/>
internal sealed partial class AlertReceiverGrain(
    AlertReceiverStore store,
    IFindingSink findings,
    IEnumerable<IAlertClient> clients,
    ISecretSealer sealer,
    IOptions<AlertOptions> options,
    RandomNumberGenerator random,
    TimeProvider time,
    ILogger<AlertReceiverGrain> logger) : Grain, IAlertReceiverGrain, IRemindable
{
    private const string Reminder = "deliver";
    private const int MostAtOnce = 50;

    private StoredAlertReceiver? _stored;

    private AlertReceiverKey Key => AlertReceiverKey.Parse(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _stored = await store.FindAsync(Key, cancellationToken);

    public async Task<CreatedAlertReceiver> Create(AlertReceiverKind kind, string name, string target)
    {
        var address = AlertTarget.Parse(kind, target, options.Value.AllowsPrivateNetworks);
        var secret = kind == AlertReceiverKind.Webhook ? RandomBytes(SigningSecret.Length) : null;
        var receiver = new AlertReceiver { Id = Key.ReceiverId, Kind = kind, Name = name, Target = address, CreatedAt = time.GetUtcNow() };
        await Save(new(receiver, secret is null ? null : await sealer.SealAsync(secret, Key.ToString(), CancellationToken.None)));
        await Watch();
        return new(receiver, secret is null ? null : SigningSecret.Write(secret));
    }

    public Task<AlertReceiver?> Get() => Task.FromResult(_stored?.Receiver);

    public async Task<string?> Test()
    {
        var receiver = (_stored ?? throw new InvalidOperationException($"There is no receiver {Key}.")).Receiver;
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var outcome = await Send(new(
            id,
            receiver.Target,
            "A test of Raposa's alerts",
            $"This message tests the receiver {receiver.Name}. Nothing is wrong.",
            AlertText.TestBody(time.GetUtcNow(), receiver),
            await OpenSecret()));
        return outcome.Error;
    }

    public async Task<AlertReceiver?> Enable()
    {
        if (_stored is not { } stored)
        {
            return null;
        }

        await Save(stored with { Receiver = stored.Receiver with { FailingSince = null, DisabledAt = null, DisabledReason = null } });
        await findings.ResolveAsync(Key.Organization, [DisabledFingerprint], time.GetUtcNow(), CancellationToken.None);
        await Watch();
        return _stored.Receiver;
    }

    public async Task<bool> Remove()
    {
        await Unwatch();
        var wasThere = await store.RemoveAsync(Key, CancellationToken.None);
        await findings.ResolveAsync(Key.Organization, [DisabledFingerprint], time.GetUtcNow(), CancellationToken.None);
        _stored = null;
        return wasThere;
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_stored is not { Receiver.DisabledAt: null })
        {
            await Unwatch();
            return;
        }

        var due = await store.GetDueAsync(Key, time.GetUtcNow(), MostAtOnce, CancellationToken.None);
        var secret = due.IsEmpty ? null : await OpenSecret();
        foreach (var alert in due)
        {
            if (!await Deliver(alert, secret))
            {
                break;
            }
        }
    }

    /// <returns>False if the receiver is not to be tried again now: what waits behind would meet the same.</returns>
    private async Task<bool> Deliver(DueAlert alert, byte[]? secret)
    {
        var receiver = _stored!.Receiver;
        var outcome = await Send(new(
            alert.AlertId, receiver.Target, AlertText.Subject(alert), AlertText.Body(alert), alert.Body, secret));
        var now = time.GetUtcNow();
        var after = ReceiverHealth.After(receiver, outcome, now);
        var next = outcome.Error is null || after.DisabledAt is not null
            ? null
            : AlertSchedule.Next(alert.Attempts + 1, now, outcome.RetryAfter, Chance());
        await store.RecordAttemptAsync(Key, alert.AlertId, now, outcome.Error, next, CancellationToken.None);
        if (after != receiver)
        {
            await Save(_stored with { Receiver = after });
        }

        if (after.DisabledReason is { } reason)
        {
            LogDisabled(Key, reason);
            await findings.RaiseAsync(Key.Organization, [Disabled(after, reason, now)], CancellationToken.None);
        }

        return outcome.Error is null;
    }

    private Task<AlertOutcome> Send(AlertMessage message) =>
        clients.Single(client => client.Kind == _stored!.Receiver.Kind).SendAsync(message, CancellationToken.None);

    private async Task<byte[]?> OpenSecret() => _stored?.SealedSecret is { } sealedSecret
        ? await sealer.OpenAsync(sealedSecret, Key.ToString(), CancellationToken.None)
        : null;

    private string DisabledFingerprint => $"alerts.disabled:{Key.ReceiverId:D}";

    // Told to the others: this one gets nothing.
    private FindingDraft Disabled(AlertReceiver receiver, string reason, DateTimeOffset now) => new()
    {
        Fingerprint = DisabledFingerprint,
        Kind = "alerts.disabled",
        Severity = Severity.Medium,
        Title = $"Alerts no longer go to {receiver.Name}.",
        Detail = $"{reason} Mend the receiver and enable it again, or remove it.",
        Subject = receiver.Target,
        SeenAt = now,
        IsAlert = true,
    };

    // What the grain says is what was saved.
    private async Task Save(StoredAlertReceiver stored)
    {
        await store.SaveAsync(Key, stored, CancellationToken.None);
        _stored = stored;
    }

    private Task<IGrainReminder> Watch() => this.RegisterOrUpdateReminder(Reminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    private async Task Unwatch()
    {
        if (await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    private double Chance() => BitConverter.ToUInt16(RandomBytes(2)) / (double)ushort.MaxValue;

    private byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        random.GetBytes(bytes);
        return bytes;
    }

    [LoggerMessage(LogLevel.Warning, "Alert receiver {Receiver} was disabled: {Reason}")]
    private partial void LogDisabled(AlertReceiverKey receiver, string reason);
}
