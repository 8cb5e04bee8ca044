using Orleans;

namespace Raposa.Findings;

/// <summary>
/// Brings an organization's alerts to one receiver. Keyed by <see cref="AlertReceiverKey"/>. What is to be delivered is
/// written with the finding that it tells of; a reminder each minute looks for it, so an alert is late by a minute at the
/// most, and one that does not arrive is tried again for three days.
/// </summary>
[Alias("raposa.alert-receiver-grain")]
public interface IAlertReceiverGrain : IGrainWithStringKey
{
    /// <summary>Makes it, and a secret for a webhook.</summary>
    /// <exception cref="ArgumentException">The target is no https URL, or no e-mail address; the message says so.</exception>
    [Alias("create")]
    Task<CreatedAlertReceiver> Create(AlertReceiverKind kind, string name, string target);

    /// <summary>Null if there is none.</summary>
    [Alias("get")]
    Task<AlertReceiver?> Get();

    /// <summary>Sends a message that says it is a test, now and once. Null if it arrived, else why not.</summary>
    /// <exception cref="InvalidOperationException">There is no such receiver.</exception>
    [Alias("test")]
    Task<string?> Test();

    /// <summary>Lets a disabled receiver get alerts again. Null if there is none.</summary>
    [Alias("enable")]
    Task<AlertReceiver?> Enable();

    /// <summary>Ends it, with everything that still was to be delivered. False if there was none.</summary>
    [Alias("remove")]
    Task<bool> Remove();
}
