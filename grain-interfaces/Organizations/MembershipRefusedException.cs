using Orleans;

namespace Raposa.Organizations;

/// <summary>A change of members that the organization does not allow: its last owner, or an owner by somebody who is none.</summary>
[GenerateSerializer, Alias("raposa.membership-refused-exception")]
public sealed class MembershipRefusedException(string message) : InvalidOperationException(message);
