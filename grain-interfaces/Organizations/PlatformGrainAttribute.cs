namespace Raposa.Organizations;

/// <summary>
/// Marks a grain interface whose key names no organization (an AWS account id, an e-mail address). Every other grain's
/// key begins with one, and the tenant filter refuses a caller of another.
/// </summary>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class PlatformGrainAttribute : Attribute;
