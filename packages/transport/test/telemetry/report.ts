// Makes calls in front of the real OpenTelemetry SDK and prints what it collected. A process of its own: the SDK's modules name each other
// without extensions, which the conditions of the test runner lead Node into.
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { telemetry } from "../../src/telemetry.ts";
import { answer, never, rig } from "../../src/testing/index.ts";

const spans = new InMemorySpanExporter();
const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
const meterProvider = new MeterProvider({ readers: [reader] });
const { transport, call, clock, start } = rig(
  { observe: { query: ["page"], responseHeaders: ["x-region"] } },
  answer(503, { "retry-after": "3" }),
  async () => {
    await clock.sleep(200);
    return new Response("hello", { headers: { "content-length": "5", "x-region": "eu", "x-own": "HUSH" } });
  },
  answer(200),
  () => Promise.reject(new TypeError("fetch failed")),
  never,
);

const end = telemetry(transport, { tracerProvider, meterProvider });
const text = async (response: Response) => void (await clock.settle(response.text()));
// Repeated once.
await text(await call({}, { operation: "GET /things/{id}" }, "https://api.test:8443/things/7?token=HUSH"));
// Without a name; of its query one parameter may be shown.
const post = { method: "POST", body: "12345678", headers: { "x-own": "HUSH" } };
await text(await call(post, {}, "https://api.test/things/7?page=2&token=HUSH"));
// Lost.
await call({ method: "PURGE" }, { operation: "purge" }, "https://api.test/things?HUSH").catch(() => undefined);
// Still under way when the report ends, and one that begins after it.
const controller = new AbortController();
const pending = start({ signal: controller.signal }, { operation: "pending" }).catch(() => undefined);
await clock.advance(10);
end();
controller.abort("over");
await pending;
await start({ signal: AbortSignal.abort("late") }).catch(() => undefined);
await meterProvider.forceFlush();
console.log(
  JSON.stringify({
    spans: spans.getFinishedSpans().map(({ name, kind, attributes, status, duration }) => ({
      name,
      kind,
      attributes,
      status,
      ms: duration[0] * 1000 + duration[1] / 1e6,
    })),
    metrics: exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
      .map(({ descriptor: { name, unit }, dataPoints }) => ({ name, unit, dataPoints })),
  }),
);
await meterProvider.shutdown();
