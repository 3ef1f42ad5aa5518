import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const program = fileURLToPath(new URL("../test/telemetry/report.ts", import.meta.url));

test("every attempt is a client span and a measured duration, with the stable names and without the query", () => {
  const report: unknown = JSON.parse(execFileSync(process.execPath, [program], { encoding: "utf8", env: {} }));
  const common = {
    "http.request.method": "GET",
    "server.address": "api.test",
    "server.port": 8443,
    "url.scheme": "https",
    "url.template": "/things/{id}",
  };
  const [client, failed, unset] = [2, { code: 2 }, { code: 0 }];
  const refused = { ...common, "http.response.status_code": 503, "error.type": "503" };
  const answered = { ...common, "http.response.status_code": 200 };
  expect(report).toMatchObject({
    spans: [
      { name: "GET /things/{id}", kind: client, attributes: refused, status: failed },
      {
        name: "GET /things/{id}",
        kind: client,
        attributes: { ...answered, "http.request.resend_count": 1 },
        status: unset,
      },
    ],
    metrics: [
      {
        name: "http.client.request.duration",
        unit: "s",
        dataPoints: [
          { attributes: refused, value: { sum: 0, count: 1 } },
          { attributes: answered, value: { sum: 0.2, count: 1 } },
        ],
      },
    ],
  });
  expect(JSON.stringify(report)).not.toContain("HUSH");
});
