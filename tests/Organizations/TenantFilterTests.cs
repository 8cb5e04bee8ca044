using System.Reflection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Raposa.Accounts;
using Raposa.Support;

namespace Raposa.Organizations;

public class TenantFilterTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly OrganizationId Ours = PostgresFixture.NewOrganizationId();
    private static readonly OrganizationId Theirs = PostgresFixture.NewOrganizationId();

    [Fact]
    public async Task A_grain_of_the_callers_organization_answers()
    {
        Caller.ActFor(Ours);

        Assert.Null(await api.Grains.GetGrain<IOrganizationGrain>(Ours.ToString()).Get());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/0197a6c4e1f27a3b8c5d001122334455deadbeef")]
    public async Task A_grain_of_another_organization_is_refused(string rest)
    {
        Caller.ActFor(Ours);
        Func<Task> call = rest.Length == 0
            ? () => api.Grains.GetGrain<IOrganizationGrain>(Theirs.ToString()).Get()
            : () => api.Grains.GetGrain<ICredentialGrain>($"{Theirs}{rest}").Get();

        await Assert.ThrowsAsync<UnauthorizedAccessException>(call);
    }

    [Fact]
    public async Task A_stateless_reader_of_another_organization_is_refused()
    {
        Caller.ActFor(Ours);

        await Assert.ThrowsAsync<UnauthorizedAccessException>(
            () => api.Grains.GetGrain<IAccountReaderGrain>(Theirs.ToString()).GetAccounts());
    }

    [Fact]
    public async Task A_call_for_no_organization_is_refused() =>
        await Assert.ThrowsAsync<UnauthorizedAccessException>(
            () => api.Grains.GetGrain<IOrganizationGrain>(Ours.ToString()).Get());

    [Fact]
    public async Task A_key_that_names_no_organization_is_refused()
    {
        Caller.ActFor(Ours);

        await Assert.ThrowsAsync<FormatException>(() => api.Grains.GetGrain<IOrganizationGrain>("everybody").Get());
    }

    /// <summary>Such results are fetched through an interface of the engine's own.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_of_an_organizations_activity_is_refused_to_others(bool isOfAnother)
    {
        if (isOfAnother)
        {
            Caller.ActFor(Ours);
        }

        await Assert.ThrowsAsync<UnauthorizedAccessException>(async () =>
        {
            await foreach (var entry in api.Grains.GetGrain<IActivityGrain>(Theirs.ToString()).Watch(after: 0))
            {
                Assert.Fail($"It answered: {entry.Summary}");
            }
        });
    }

    [Fact]
    public async Task A_grain_of_the_platform_answers_anybody() =>
        Assert.Null(await api.Grains.GetGrain<IAccountClaimGrain>("999999999999").GetOwner());

    [Fact]
    public async Task A_reminder_acts_for_the_organization_of_its_grain()
    {
        OrganizationId? actedFor = null;
        var tick = new Call(new RemindedGrain(), $"{Ours}/1", typeof(IRemindable), () => actedFor = Caller.Organization);

        await new TenantFilter().Invoke(tick);

        Assert.Equal(Ours, actedFor);
        Assert.Null(Caller.Organization);
    }

    [Fact]
    public async Task What_the_engine_delivers_for_another_organization_is_refused()
    {
        Caller.ActFor(Theirs);
        var delivery = new Call(new RemindedGrain(), $"{Ours}/1", typeof(IRemindable), () => Assert.Fail("It was let in."));

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => new TenantFilter().Invoke(delivery));
    }

    [Fact]
    public async Task What_is_no_grain_of_ours_is_left_alone()
    {
        var isInvoked = false;

        await new TenantFilter().Invoke(new Call(new object(), "anything", typeof(IRemindable), () => isInvoked = true));

        Assert.True(isInvoked);
    }

    public interface IRemindedGrain : IGrainWithStringKey;

    private sealed class RemindedGrain : IRemindedGrain;

    private sealed class Call(object grain, string key, Type calledInterface, Action onInvoke) : IIncomingGrainCallContext
    {
        public object Grain => grain;

        public GrainId TargetId => GrainId.Create("test", key);

        public MethodInfo InterfaceMethod => calledInterface.GetMethods()[0];

        public string InterfaceName => calledInterface.Name;

        public string MethodName => InterfaceMethod.Name;

        public GrainId? SourceId => null;

        public object? Result { get; set; }

        public Response? Response { get; set; }

        public IInvokable Request => throw new NotSupportedException();

        public GrainInterfaceType InterfaceType => throw new NotSupportedException();

        public IGrainContext TargetContext => throw new NotSupportedException();

        public MethodInfo ImplementationMethod => throw new NotSupportedException();

        public Task Invoke()
        {
            onInvoke();
            return Task.CompletedTask;
        }
    }
}
