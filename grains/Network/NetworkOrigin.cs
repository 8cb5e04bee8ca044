using Raposa.Findings;

namespace Raposa.Network;

/// <inheritdoc cref="IFindingOrigin"/>
internal sealed class NetworkOrigin : IFindingOrigin
{
    public string? SourceOf(string kind, string subject) => kind == ExposureFindings.Kind ? "aws_ec2_network_interface" : null;
}
