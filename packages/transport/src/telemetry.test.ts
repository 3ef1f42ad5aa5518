import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";

const program = fileURLToPath(new URL("../test/telemetry/report.ts", import.meta.url));

interface Reported {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}
interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly dataPoints: readonly { readonly attributes: object; readonly value: unknown }[];
}
let text: string;
let spans: readonly Reported[];
let metrics: readonly Measured[];
beforeAll(() => {
  text = execFileSync(process.execPath, ["--conditions=@waybill/source", program], { encoding: "utf8", env: {} });
  ({ spans, metrics } = JSON.parse(text));
});

const routed = {
  "http.request.method": "GET",
  "server.address": "api.test",
  "server.port": 8443,
  "url.scheme": "https",
  "url.template": "/things/{id}",
};
const named = {
  "http.request.method": "POST",
  "server.address": "api.test",
  "server.port": 443,
  "url.scheme": "https",
};
const [client, failed, unset] = [2, { code: 2 }, { code: 0 }];
const lost = { ...named, "http.request.method": "_OTHER", "error.type": "network" };
const refused = { ...routed, "http.response.status_code": 503, "error.type": "503" };
const answered = { ...routed, "http.response.status_code": 200 };

test("every attempt is a client span with the stable names, by its route; a repeated one says how often", () => {
  expect(spans.slice(0, 2)).toMatchObject([
    { name: "GET /things/{id}", kind: client, attributes: refused, status: failed, ms: 0 },
    {
      name: "GET /things/{id}",
      kind: client,
      attributes: {
        ...answered,
        "http.request.resend_count": 1,
        "http.response.body.size": 5,
        "waybill.waited_ms": 3000,
      },
      status: unset,
      ms: 200,
    },
  ]);
});

test("a call that nobody named is known by its address, with the query that may be shown and no other", () => {
  expect(spans[2]).toMatchObject({
    name: "POST",
    attributes: { ...named, "url.full": "https://api.test/things/7?page=2", "http.request.body.size": 8 },
  });
  expect(spans[2]?.attributes).not.toHaveProperty("url.template");
});

test("a call that has a name and no route is known by both its name and its address", () => {
  expect(spans[3]?.attributes).toMatchObject({ "waybill.operation": "purge", "url.full": "https://api.test/things" });
  expect(spans[3]?.attributes).not.toHaveProperty("url.template");
});

test("headers that may be shown are on the span, and no other", () => {
  expect(spans[1]?.attributes).toMatchObject({ "http.response.header.x-region": ["eu"] });
  expect(text).not.toContain("HUSH");
});

test("a method that nobody knows is counted as one of many, and kept on the span alone", () => {
  expect(spans[3]).toMatchObject({
    name: "HTTP",
    attributes: { ...lost, "http.request.method_original": "PURGE" },
    status: failed,
  });
});

test("durations are measured by route and outcome, never by address", () => {
  const points = (name: string) => metrics.find((metric) => metric.name === name);
  expect(points("http.client.request.duration")).toMatchObject({
    unit: "s",
    dataPoints: [
      { attributes: refused, value: { sum: 0, count: 1 } },
      { attributes: answered, value: { sum: 0.2, count: 1 } },
      { attributes: { ...named, "http.response.status_code": 200 }, value: { count: 1 } },
      { attributes: lost, value: { count: 1 } },
    ],
  });
  for (const { dataPoints } of metrics)
    for (const { attributes } of dataPoints) expect(JSON.stringify(attributes)).not.toMatch(/things\/7|waybill/);
});

test("sizes of bodies are measured where they are known, and only there", () => {
  const sizes = metrics.filter(({ name }) => name.endsWith("body.size"));
  expect(sizes).toMatchObject([
    { name: "http.client.request.body.size", unit: "By", dataPoints: [{ value: { sum: 8, count: 1 } }] },
    { name: "http.client.response.body.size", unit: "By", dataPoints: [{ value: { sum: 5, count: 1 } }] },
  ]);
});

test("no request is counted as under way once the report has ended, and no span is left open", () => {
  const active = metrics.find(({ name }) => name === "http.client.active_requests");
  expect(active).toMatchObject({ unit: "{request}" });
  expect(active?.dataPoints.map(({ value }) => value)).toEqual([0, 0, 0, 0]);
  expect(spans.map(({ attributes }) => attributes["waybill.operation"])).toEqual([
    "GET /things/{id}",
    "GET /things/{id}",
    undefined,
    "purge",
    "pending",
  ]);
});
