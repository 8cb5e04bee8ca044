using System.Text.Json.Nodes;
using System.Xml.Linq;
using Raposa.DemoWorld;
using Raposa.DemoWorld.Aws.Models;
using Raposa.DemoWorld.Aws.Protocols;
using Raposa.DemoWorld.Aws.Signing;
using Raposa.DemoWorld.Estate;
using Raposa.Support;

namespace Raposa.Demo;

/// <summary>What the world writes on the wire, beside what AWS was recorded to write.</summary>
public class WireFormTests
{
    /// <summary>The recorded result goes in as a document; out must come the recorded body, element for element.</summary>
    [SharedDataFact]
    public void Documents_are_written_in_XML_as_AWS_was_recorded_to_write_them()
    {
        var compared = new List<string>();
        foreach (var path in Directory.EnumerateFiles(SharedData.Path("aws", "xml_responses", "responses"), "*.xml").Order(StringComparer.Ordinal))
        {
            if (OperationOf(path) is not { } operation || operation.Service.Protocol is not ("ec2" or "query"))
            {
                continue;
            }

            var result = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(path, ".json")))!.AsObject();
            result.Remove("ResponseMetadata");
            var recorded = XDocument.Load(path).Root!;
            if (!Fits(operation, result))
            {
                continue;
            }

            var written = XDocument.Load(new MemoryStream(new XmlOutput(operation.Service).Response(operation, result, "id"))).Root!;

            Assert.Equal(Leaves(recorded), Leaves(written));
            compared.Add(Path.GetFileName(path));
        }

        Assert.True(compared.Count >= 5, $"compared only {string.Join(", ", compared)}");
    }

    /// <summary>AWS's own vectors, checked from the other side: the signature that was published must be the one that is expected.</summary>
    [SharedDataFact]
    public void Published_signatures_are_the_ones_that_are_asked_for()
    {
        var vectors = Directory.EnumerateFiles(SharedData.Path("aws", "sigv4_testsuite"), "*.sreq", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var wrong = vectors.Where(path =>
        {
            var request = RawRequest.Parse(File.ReadAllText(path));
            var scope = CredentialScope.Parse(File.ReadAllText(Path.ChangeExtension(path, ".authz")).Trim())!;
            return SignatureV4.Sign(request, scope, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY") != scope.Signature;
        }).Select(Path.GetFileNameWithoutExtension).ToList();

        Assert.True(vectors.Count >= 30, $"{vectors.Count} vectors");
        Assert.Empty(wrong);
    }

    /// <summary>A member that a model does not know cannot be written: each operation is written once, in each account.</summary>
    [Fact]
    public void Every_operation_writes_only_what_its_model_knows()
    {
        var company = new CompanyEstate(new(3, new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero), Instances: 120, FalconHosts: 100));
        var moment = new EstateMoment(company, company.Options.Anchor);
        var written = 0;
        foreach (var (service, operations) in EstateOperations.All)
        {
            foreach (var (name, read) in operations.Where(one => ModelCatalog.Get(service).Operations.ContainsKey(one.Key)))
            {
                var operation = ModelCatalog.Get(service).Operations[name];
                if (operation.Input?.Required.Count > 0)
                {
                    continue; // Those with parameters are called over the wire, in the other tests.
                }

                foreach (var account in company.Accounts)
                {
                    try
                    {
                        Assert.NotEmpty(WireAnswer.Of(operation, Whole(read(new(moment, account, "eu-west-1", []))), "id").Body);
                        written++;
                    }
                    catch (AwsErrorException)
                    {
                        // It asks for a parameter that its model does not call required, or there is nothing to say of this account.
                    }
                }
            }
        }

        Assert.True(written > 150, $"{written} answers");
    }

    private static JsonObject Whole(EstateAnswer answer) => answer is DocumentAnswer document
        ? document.Document
        : ((ListAnswer)answer).Parts.Aggregate(((ListAnswer)answer).Rest, (whole, part) =>
        {
            whole[part.Key] = new JsonArray([.. Enumerable.Range(0, part.Count).Select(part.Item)]);
            return whole;
        });

    private static Operation? OperationOf(string path)
    {
        var parts = Path.GetFileNameWithoutExtension(path).Split('#')[0].Split('-', 2);
        return ModelCatalog.Names.Contains(parts[0])
            ? ModelCatalog.Get(parts[0]).Operations.Values.FirstOrDefault(operation => operation.Name.Equals(parts[1].Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
            : null;
    }

    // Recorded years ago: a member that has left the model since cannot be written.
    private static bool Fits(Operation operation, JsonObject result) => result.All(one => operation.Output!.Members.ContainsKey(one.Key));

    // Path and text of every element that has text, in any order; times are compared as instants by their first nineteen letters.
    private static List<string> Leaves(XElement root) =>
    [
        .. root.DescendantsAndSelf().Where(element => !element.HasElements && element.Value.Trim().Length > 0 && !element.Name.LocalName.Equals("requestId", StringComparison.OrdinalIgnoreCase))
            .Select(element => $"{string.Join('/', element.AncestorsAndSelf().Reverse().Select(one => one.Name.LocalName))}={Text(element.Value.Trim())}")
            .Order(StringComparer.Ordinal),
    ];

    private static string Text(string value) => value.Length > 19 && value[4] == '-' && value[10] == 'T' ? value[..19] : value;
}
