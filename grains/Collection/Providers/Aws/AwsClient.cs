namespace Raposa.Collection;

/// <inheritdoc cref="IAwsClient"/>
internal sealed class AwsClient(AwsModels models, AwsCallerClient caller, AwsSessions sessions) : IAwsClient
{
    public Task<AwsAnswer> CallAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var operation = models.Find(call.Service, call.Operation);
        return caller.CallAsync(
            operation, call.Parameters, call.Region, call.Account.ToString(), sessions.Of(call.Account), cancellationToken);
    }
}
