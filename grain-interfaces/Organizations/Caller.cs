using Orleans.Runtime;

namespace Raposa.Organizations;

/// <summary>Whose call this is. It travels in the engine's request context, down every chain of grain calls.</summary>
public static class Caller
{
    private const string OrganizationKey = "raposa.org";
    private const string PersonKey = "raposa.person";

    /// <summary>The caller's organization, or null where nobody set one (a platform call).</summary>
    public static OrganizationId? Organization =>
        RequestContext.Get(OrganizationKey) is string text ? OrganizationId.Parse(text) : null;

    /// <summary>The signed-in person, or null where a credential or a reminder acts.</summary>
    public static Guid? Person => RequestContext.Get(PersonKey) is string text ? Guid.Parse(text) : null;

    /// <summary>Makes every grain call that follows in this flow a call of that organization.</summary>
    public static void ActFor(OrganizationId organization, Guid? person = null)
    {
        RequestContext.Set(OrganizationKey, organization.ToString());
        if (person is { } id)
        {
            RequestContext.Set(PersonKey, id.ToString("D"));
        }
        else
        {
            RequestContext.Remove(PersonKey);
        }
    }
}
