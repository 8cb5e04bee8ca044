using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Raposa.Inventory;

/// <summary>Whether a text looks personal. It errs towards yes: what is redacted by mistake can still be compared.</summary>
internal static partial class PersonalData
{
    // Words of a key, as in "cost-owner" or "OwnerEmail". "Name" alone is what AWS calls the resource itself.
    private static readonly FrozenSet<string> PersonalWords = new[]
    {
        "owner", "email", "mail", "contact", "phone", "mobile", "telephone", "person", "creator", "author", "requester",
        "requestor", "manager", "employee", "username", "firstname", "lastname", "fullname", "surname",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<(string, string)> PersonalPairs = new[]
    {
        ("created", "by"), ("requested", "by"), ("managed", "by"), ("launched", "by"), ("user", "name"), ("first", "name"),
        ("last", "name"), ("full", "name"),
    }.ToFrozenSet();

    /// <summary>A tag's key that asks for a person.</summary>
    public static bool IsPersonalKey(string key)
    {
        var words = Word().Matches(key).Select(match => match.Value.ToLowerInvariant()).ToList();
        return words.Any(PersonalWords.Contains) || words.Zip(words.Skip(1)).Any(PersonalPairs.Contains);
    }

    /// <summary>An e-mail address, or a telephone, card or bank account number, anywhere in the text.</summary>
    public static bool IsIn(string text) =>
        Email().IsMatch(text) || Telephone().IsMatch(text)
        || Card().Matches(text).Any(match => IsCardNumber(match.Value))
        || Iban().Matches(text).Any(match => IsAccountNumber(match.Value));

    // The Luhn checksum, so that any sixteen digits are not a card.
    private static bool IsCardNumber(string text)
    {
        var digits = text.Where(char.IsAsciiDigit).Select(digit => digit - '0').Reverse().ToList();
        return digits.Count is >= 13 and <= 19
            && digits.Select((digit, at) => at % 2 == 0 ? digit : (digit * 2 / 10) + (digit * 2 % 10)).Sum() % 10 == 0;
    }

    // ISO 13616: with the first four moved to the end and letters as numbers, it is 1 modulo 97.
    private static bool IsAccountNumber(string text)
    {
        var packed = text.Replace(" ", "", StringComparison.Ordinal);
        if (packed.Length is < 15 or > 34)
        {
            return false;
        }

        var rest = 0;
        foreach (var letter in packed[4..] + packed[..4])
        {
            rest = char.IsAsciiDigit(letter) ? ((rest * 10) + letter - '0') % 97 : ((rest * 100) + letter - 'A' + 10) % 97;
        }

        return rest == 1;
    }

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    // With a plus or in groups: a bare run of digits is an account id far more often than a telephone.
    [GeneratedRegex(@"(?<![\w.:/-])(\+\d{1,3}[ ./-]?(\(\d{1,4}\)[ ./-]?)?\d{2,4}([ ./-]?\d{2,4}){1,4}|\(\d{3}\) ?\d{3}[ .-]\d{4}|\d{3}[ .-]\d{3}[ .-]\d{4})(?![\w:/-])", RegexOptions.CultureInvariant)]
    private static partial Regex Telephone();

    [GeneratedRegex(@"(?<![\w-])\d{4}([ -]?\d{4}){2,3}([ -]?\d{1,3})?(?![\w-])", RegexOptions.CultureInvariant)]
    private static partial Regex Card();

    [GeneratedRegex(@"(?<!\w)[A-Z]{2}\d{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,3})?(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Iban();
}
