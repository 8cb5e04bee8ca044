using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Raposa.Chat;

/// <summary>What cannot work is said at the start, with the name of the setting.</summary>
public class EmbeddingSettingsTests
{
    [Theory]
    [InlineData("Provider", "cohere", "Embeddings:Provider is 'cohere'. It is none, titan or openai.")]
    [InlineData("Dimensions", "300", "Embeddings:Dimensions is 300. Titan has 256, 512 or 1024.")]
    [InlineData("TimeoutSeconds", "0", "Embeddings:TimeoutSeconds is 0.")]
    [InlineData("QuestionTimeoutSeconds", "-1", "Embeddings:QuestionTimeoutSeconds is -1.")]
    [InlineData("LeastSimilarity", "40", "Embeddings:LeastSimilarity is 40. It is a number from 0 to 1.")]
    [InlineData("Price", "-0.02", "Embeddings:Price is -0.02.")]
    [InlineData("Url", "ftp://example.com", "Embeddings:Url is 'ftp://example.com/'. It begins with https:// or http://.")]
    [InlineData("Dimensions", "many", "Raposa:Chat:Embeddings:Dimensions")]
    public void What_cannot_work_is_refused(string setting, string value, string words) =>
        Assert.Contains(words, Assert.Throws<InvalidOperationException>(() => Configure(("Provider", "titan"), (setting, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_endpoint_of_one_s_own_must_be_told_its_model() => Assert.Contains(
        "Embeddings:Model is missing.", Assert.Throws<InvalidOperationException>(() => Configure(("Provider", "openai"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Titan_needs_nothing_but_its_name()
    {
        var options = EmbeddingSettings.Checked(new() { Provider = "titan" });

        Assert.Equal("titan/amazon.titan-embed-text-v2:0/1024", EmbeddingSettings.NameOf(options));
    }

    [Fact]
    public void Without_a_provider_no_model_embeds() => Assert.DoesNotContain(Configure(), service => service.ServiceType == typeof(IEmbedder));

    private static ServiceCollection Configure(params (string Name, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddChat(new ConfigurationBuilder().AddInMemoryCollection(
            settings.GroupBy(setting => setting.Name, setting => setting.Value)
                .Select(setting => KeyValuePair.Create<string, string?>($"Raposa:Chat:Embeddings:{setting.Key}", setting.Last()))).Build());
        return services;
    }
}
