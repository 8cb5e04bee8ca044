using System.Xml;
using System.Xml.Linq;

namespace Raposa.Collection;

/// <summary>XML by local names: AWS's namespaces differ from version to version and never tell two members apart.</summary>
internal static class XmlText
{
    // No document types: an answer has no business with other files. Characters that XML forbids do come, in S3's keys.
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CheckCharacters = false,
    };

    /// <exception cref="MalformedAnswerException">It is not XML, or a part of it is missing.</exception>
    public static XElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray(), writable: false), Settings);
            return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
        }
        catch (XmlException broken)
        {
            throw new MalformedAnswerException($"The answer is not XML: {broken.Message}", broken);
        }
    }

    public static XElement? Child(this XElement parent, string name) =>
        parent.Elements().FirstOrDefault(child => child.Name.LocalName == name);
}
