// Makes two attempts in front of the real OpenTelemetry SDK and prints what it collected. A process of its own: the SDK's modules name each other
// without extensions, which the conditions of the test runner lead Node into.
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { telemetry } from "../../src/telemetry.ts";
import { answer, rig } from "../../src/testing/index.ts";

const spans = new InMemorySpanExporter();
const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
const meterProvider = new MeterProvider({ readers: [reader] });
const { transport, call, clock } = rig({}, answer(503), async () => {
  await clock.sleep(200);
  return new Response();
});

const end = telemetry(transport, { tracerProvider, meterProvider });
await call({}, { operation: "/things/{id}" }, "https://api.test:8443/things/7?token=HUSH");
end();
await call();
await meterProvider.forceFlush();
console.log(
  JSON.stringify({
    spans: spans.getFinishedSpans().map(({ name, kind, attributes, status }) => ({ name, kind, attributes, status })),
    metrics: exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
      .map(({ descriptor: { name, unit }, dataPoints }) => ({ name, unit, dataPoints })),
  }),
);
await meterProvider.shutdown();
