using System.Text.Json.Nodes;
using Raposa.DemoWorld.Aws.Models;

namespace Raposa.DemoWorld.Aws.Protocols;

/// <summary>Refusals, each in the form of its protocol.</summary>
internal static class ErrorAnswer
{
    /// <param name="service">Null where it is not known which was meant.</param>
    public static WireAnswer Of(ServiceModel? service, AwsErrorException error, string requestId)
    {
        KeyValuePair<string, string>[] headers = [KeyValuePair.Create("x-amzn-RequestId", requestId)];
        return service switch
        {
            { Protocol: "ec2" } => Xml(error, headers, xml =>
            {
                xml.WriteStartElement("Response");
                xml.WriteStartElement("Errors");
                xml.WriteStartElement("Error");
                CodeAndMessage(xml, error);
                xml.WriteEndElement();
                xml.WriteEndElement();
                xml.WriteElementString("RequestID", requestId);
                xml.WriteEndElement();
            }),
            { Name: "s3" } => Xml(error, [KeyValuePair.Create("x-amz-request-id", requestId)], xml =>
            {
                xml.WriteStartElement("Error");
                CodeAndMessage(xml, error);
                foreach (var (name, value) in error.Details)
                {
                    xml.WriteElementString(name, value);
                }

                xml.WriteElementString("RequestId", requestId);
                xml.WriteElementString("HostId", requestId);
                xml.WriteEndElement();
            }),
            { Protocol: "json" } => Json(error, headers, new() { ["__type"] = error.Code, ["message"] = error.Message }),
            { Protocol: "rest-json" } => Json(
                error, [.. headers, KeyValuePair.Create("x-amzn-ErrorType", error.Code)], new() { ["message"] = error.Message }),
            _ => Xml(error, headers, xml =>
            {
                xml.WriteStartElement("ErrorResponse", service?.XmlNamespace ?? "");
                xml.WriteStartElement("Error", service?.XmlNamespace ?? "");
                xml.WriteElementString("Type", service?.XmlNamespace ?? "", error.Status >= 500 ? "Receiver" : "Sender");
                xml.WriteElementString("Code", service?.XmlNamespace ?? "", error.Code);
                xml.WriteElementString("Message", service?.XmlNamespace ?? "", error.Message);
                xml.WriteEndElement();
                xml.WriteElementString("RequestId", service?.XmlNamespace ?? "", requestId);
                xml.WriteEndElement();
            }),
        };
    }

    private static void CodeAndMessage(System.Xml.XmlWriter xml, AwsErrorException error)
    {
        xml.WriteElementString("Code", error.Code);
        xml.WriteElementString("Message", error.Message);
    }

    private static WireAnswer Xml(AwsErrorException error, KeyValuePair<string, string>[] headers, Action<System.Xml.XmlWriter> write) =>
        new(error.Status, "text/xml;charset=UTF-8", XmlOutput.Write(write), headers);

    private static WireAnswer Json(AwsErrorException error, KeyValuePair<string, string>[] headers, JsonObject body) =>
        new(error.Status, "application/x-amz-json-1.1", WireAnswer.Bytes(body), headers);
}
