using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Raposa.Telemetry;

/// <summary>
/// The process's metrics in Prometheus' text format, collected when they are asked for.
/// </summary>
/// <remarks>
/// Written here because OpenTelemetry's Prometheus exporters do not restore on the mirrors this is built from; the
/// metric points are the SDK's own. Format: https://prometheus.io/docs/instrumenting/exposition_formats/
/// </remarks>
internal sealed class PrometheusText : BaseExportingMetricReader
{
    private readonly Lock _gate = new();
    private readonly Exporter _exporter;

    public PrometheusText() : this(new Exporter()) { }

    private PrometheusText(Exporter exporter) : base(exporter) => _exporter = exporter;

    public string Scrape()
    {
        lock (_gate)
        {
            // The pull goes through the exporter: Collect() of the reader itself returns without exporting.
            _exporter.Collect!(5_000);
            return _exporter.Text;
        }
    }

    [ExportModes(ExportModes.Pull)]
    private sealed class Exporter : BaseExporter<Metric>, IPullMetricExporter
    {
        public string Text { get; private set; } = "";

        public Func<int, bool>? Collect { get; set; }

        public override ExportResult Export(in Batch<Metric> batch)
        {
            var text = new StringBuilder();
            foreach (var metric in batch)
            {
                Append(text, metric);
            }

            Text = text.ToString();
            return ExportResult.Success;
        }

        private static void Append(StringBuilder text, Metric metric)
        {
            var type = metric.MetricType switch
            {
                MetricType.Histogram => "histogram",
                MetricType.LongSum or MetricType.DoubleSum => "counter",
                _ => "gauge",
            };
            var name = Name(metric.Name) + (type == "counter" ? "_total" : "");
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {Escape(metric.Description)}\n# TYPE {name} {type}\n");
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                var labels = Labels(point);
                if (type == "histogram")
                {
                    AppendHistogram(text, name, labels, point);
                }
                else
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}{Braces(labels)} {ValueOf(metric, point)}\n");
                }
            }
        }

        private static void AppendHistogram(StringBuilder text, string name, List<string> labels, in MetricPoint point)
        {
            var cumulated = 0L;
            foreach (var bucket in point.GetHistogramBuckets())
            {
                cumulated += bucket.BucketCount;
                var bound = double.IsPositiveInfinity(bucket.ExplicitBound)
                    ? "+Inf"
                    : bucket.ExplicitBound.ToString("R", CultureInfo.InvariantCulture);
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{Braces([.. labels, $"le=\"{bound}\""])} {cumulated}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{name}_sum{Braces(labels)} {point.GetHistogramSum():R}\n");
            text.Append(CultureInfo.InvariantCulture, $"{name}_count{Braces(labels)} {point.GetHistogramCount()}\n");
        }

        private static string ValueOf(Metric metric, in MetricPoint point) => metric.MetricType switch
        {
            MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong().ToString(CultureInfo.InvariantCulture),
            MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble().ToString("R", CultureInfo.InvariantCulture),
            MetricType.LongGauge => point.GetGaugeLastValueLong().ToString(CultureInfo.InvariantCulture),
            _ => point.GetGaugeLastValueDouble().ToString("R", CultureInfo.InvariantCulture),
        };

        private static List<string> Labels(in MetricPoint point)
        {
            var labels = new List<string>();
            foreach (var tag in point.Tags)
            {
                labels.Add($"{Name(tag.Key)}=\"{Escape(Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "")}\"");
            }

            return labels;
        }

        private static string Braces(List<string> labels) => labels.Count == 0 ? "" : $"{{{string.Join(',', labels)}}}";

        private static string Name(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

        private static string Escape(string text) => text
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
    }
}
