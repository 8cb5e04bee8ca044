using System.Globalization;
using System.Text;
using Raposa.Detection;

namespace Raposa.Benchmarks;

/// <summary>Rule files in the manner of public collections, as many as wanted.</summary>
internal static class GeneratedRules
{
    private static readonly string[] Services =
        ["ec2", "s3", "iam", "lambda", "rds", "kms", "ecs", "eks", "sns", "sqs", "dynamodb", "logs", "glue", "athena", "ssm", "sts", "events", "config", "ses", "route53"];

    private static readonly string[] Verbs = ["Create", "Delete", "Update", "Put", "Modify", "Attach", "Detach", "Start", "Stop", "Describe", "List", "Get"];

    private static readonly string[] Nouns =
        ["Object", "Role", "Instances", "Function", "Cluster", "Key", "Table", "Topic", "Policy", "Snapshot", "Volume", "Image", "User", "Group", "Stream", "Alias", "Endpoint", "Job", "Trail", "Parameter"];

    /// <summary>The catalogue and enough generated rules to make up the number, shuffled.</summary>
    public static (string File, string Text)[] WithCatalogue(int number, int seed)
    {
        var random = new Random(seed);
        var catalogue = CatalogueRules().Take(number).ToArray();
        var rules = catalogue.Concat(Enumerable.Range(0, number - catalogue.Length).Select(at => ($"generated-{at}.yml", Generate(random, at)))).ToArray();
        random.Shuffle(rules);
        return rules;
    }

    // Without the correlations: they are decided from stored hits and not for each event.
    private static IEnumerable<(string File, string Text)> CatalogueRules()
    {
        var assembly = typeof(RuleCatalogue).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("rules/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            foreach (var (document, at) in reader.ReadToEnd().Split("\n---\n").Select((document, at) => (document, at)))
            {
                if (document.Contains("\ndetection:", StringComparison.Ordinal))
                {
                    yield return ($"{name}#{at}", document);
                }
            }
        }
    }

    private static string Generate(Random random, int number)
    {
        var names = string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(random, Verbs) + Pick(random, Nouns)));
        var (extra, condition) = random.Next(5) switch
        {
            0 => ("  filter:\n    userIdentity.invokedBy|exists: true\n", "selection and not filter"),
            1 => ("  refused:\n    errorCode|contains: AccessDenied\n", "selection and refused"),
            2 => ("  body:\n    requestParameters|contains: '\"Effect\":\"Allow\"'\n", "selection and body"),
            3 => ($"  who:\n    userIdentity.arn|endswith: '/{Pick(random, Nouns)}'\n  console:\n    userAgent|contains: console\n", "selection and 1 of who* and not console"),
            _ => (string.Empty, "selection"),
        };

        return string.Create(CultureInfo.InvariantCulture, $"""
            title: Generated rule {number}
            id: generated-{number}
            logsource:
              product: aws
              service: cloudtrail
            detection:
              selection:
                eventSource: {Pick(random, Services)}.amazonaws.com
                eventName: [{names}]
            {extra}  condition: {condition}
            level: medium
            """);
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
