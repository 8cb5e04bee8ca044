using System.Collections.Immutable;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Raposa.Detection;

/// <summary>Reads the documents of a YAML file into nodes with lines.</summary>
/// <remarks>
/// Built on the event stream and not on YamlDotNet's own object model, because rules come from outside: depth and size are
/// bounded here (a deep nest would overflow the stack, aliases of aliases would fill the memory), and keys given twice,
/// merge keys and foreign tags are refused rather than guessed at.
/// </remarks>
internal sealed partial class YamlReader
{
    /// <summary>Larger than any rule collection's largest file by a factor of ten.</summary>
    public const int MaxCharacters = 1 << 20;

    private const int MaxDepth = 32;
    private const int MaxNodes = 50_000;

    private readonly Parser _parser;
    private readonly Dictionary<string, (YamlNode Node, int Size)> _anchors = [];
    private int _nodes;

    private YamlReader(string text) => _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));

    /// <summary>All documents up to the first that is not YAML, and why that one is not.</summary>
    public static (ImmutableArray<YamlNode> Documents, SigmaException? Error) Read(string text)
    {
        var documents = ImmutableArray.CreateBuilder<YamlNode>();
        try
        {
            if (text.Length > MaxCharacters)
            {
                throw new SigmaException(0, $"the file has {text.Length} characters, more than {MaxCharacters}; split it");
            }

            new YamlReader(text).ReadInto(documents);
            return (documents.ToImmutable(), null);
        }
        catch (SigmaException refused)
        {
            return (documents.ToImmutable(), refused);
        }
        catch (YamlException broken)
        {
            return (documents.ToImmutable(), NotYaml((int)broken.Start.Line, broken.Message));
        }
        catch (Exception broken) when (broken is ArgumentException or InvalidOperationException or IndexOutOfRangeException
            or FormatException or OverflowException or InvalidCastException or NullReferenceException)
        {
            // What the scanner throws on some broken input (an escape such as "\UFFFFFFFF") in place of a YamlException.
            return (documents.ToImmutable(), NotYaml(0, broken.Message));
        }
    }

    private static SigmaException NotYaml(int line, string message) => new(line, $"not valid YAML: {message}");

    private void ReadInto(ImmutableArray<YamlNode>.Builder documents)
    {
        _parser.Consume<StreamStart>();
        while (_parser.Accept<DocumentStart>(out _))
        {
            _parser.Consume<DocumentStart>();
            _anchors.Clear();
            documents.Add(ReadNode(depth: 0));
            _parser.Consume<DocumentEnd>();
        }
    }

    private YamlNode ReadNode(int depth)
    {
        var line = (int)_parser.Current!.Start.Line;
        if (depth > MaxDepth)
        {
            throw new SigmaException(line, $"nested deeper than {MaxDepth} levels; flatten it");
        }

        Count(1, line);
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Aliased(alias.Value.Value, line);
        }

        var before = _nodes;
        var anchor = (_parser.Current as NodeEvent)?.Anchor ?? default;
        var node = ReadValue(line, depth);
        if (!anchor.IsEmpty)
        {
            _anchors[anchor.Value] = (node, _nodes - before + 1);
        }

        return node;
    }

    private YamlNode ReadValue(int line, int depth)
    {
        RequireKnownTag(line);
        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            RequireWholeCharacters(scalar.Value, line);
            return new YamlScalar(line, scalar.Value, TypeOf(scalar));
        }

        if (_parser.TryConsume<SequenceStart>(out _))
        {
            var items = ImmutableArray.CreateBuilder<YamlNode>();
            while (!_parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(ReadNode(depth + 1));
            }

            return new YamlList(line, items.ToImmutable());
        }

        _parser.Consume<MappingStart>();
        return ReadMap(line, depth);
    }

    private YamlMap ReadMap(int line, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (ReadNode(depth + 1) is not YamlScalar key)
            {
                throw new SigmaException(line, "a key must be a string; a list or map as key means nothing in Sigma");
            }

            if (key.Text == "<<" && key.Type == ScalarType.Text)
            {
                throw new SigmaException(key.Line, "merge keys (<<) are not part of YAML 1.2; write the entries out");
            }

            if (!keys.Add(key.Text))
            {
                throw new SigmaException(key.Line, $"the key '{key.Text}' is given twice; use a list, or |all, or a second selection");
            }

            entries.Add(new YamlEntry(key.Text, key.Line, ReadNode(depth + 1)));
        }

        return new YamlMap(line, entries.ToImmutable());
    }

    // An alias counts as what it stands for: ten lines of aliases of aliases would otherwise be a billion nodes.
    private YamlNode Aliased(string name, int line)
    {
        if (!_anchors.TryGetValue(name, out var anchored))
        {
            throw new SigmaException(line, $"*{name} refers to no earlier anchor in this document");
        }

        Count(anchored.Size, line);
        return anchored.Node;
    }

    private void Count(int nodes, int line)
    {
        _nodes += nodes;
        if (_nodes > MaxNodes)
        {
            throw new SigmaException(line, $"more than {MaxNodes} values in one file; split it");
        }
    }

    // An escape such as "\ud800" alone: no text has it, and it could be written neither as JSON nor to a database.
    private static void RequireWholeCharacters(string text, int line)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i++))
            {
                throw new SigmaException(line, "a string holds half of a character (a lone surrogate); write the whole one");
            }
        }
    }

    private void RequireKnownTag(int line)
    {
        if (_parser.Current is NodeEvent { Tag.IsEmpty: false } tagged
            && !tagged.Tag.IsNonSpecific
            && !tagged.Tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
        {
            throw new SigmaException(line, $"the tag {tagged.Tag.Value} means nothing in Sigma; remove it");
        }
    }

    private static ScalarType TypeOf(Scalar scalar)
    {
        if (!scalar.IsPlainImplicit || scalar.Style != ScalarStyle.Plain)
        {
            return scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific ? ScalarType.Text : TypeOfTag(scalar);
        }

        return scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => ScalarType.Null,
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarType.Boolean,
            _ => Number().IsMatch(scalar.Value) ? ScalarType.Number : ScalarType.Text,
        };
    }

    private static ScalarType TypeOfTag(Scalar scalar) => scalar.Tag.Value["tag:yaml.org,2002:".Length..] switch
    {
        "null" => ScalarType.Null,
        "bool" => ScalarType.Boolean,
        "int" or "float" when Number().IsMatch(scalar.Value) => ScalarType.Number,
        _ => ScalarType.Text,
    };

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Number();
}
