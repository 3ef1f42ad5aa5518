import { expect, test } from "vitest";
import type { JsonObject } from "@waybill/sync/connector";
import { onlyStream } from "../../../test/infer-stream.ts";
import { listDocument, text } from "../../../test/list-document.ts";
import { inferConnector } from "../infer-connector.ts";

test.each(["X-Request-Id", "X-Correlation-ID", "traceparent", "Accept-Language", "Accept-Encoding"])(
  "the header %s is waited for by no stream",
  (name) => {
    const parameters = [{ name, in: "header", required: true, schema: text }];
    expect(onlyStream({ parameters }).stream.list.required).toBeUndefined();
  },
);

test.each(["X-API-Key", "X-Auth-Token", "Ocp-Apim-Subscription-Key"])(
  "the header %s is the credential's where a scheme has it, and waited for where none has",
  (name) => {
    const document = listDocument({ parameters: [{ name, in: "header", required: true, schema: text }] });
    const securitySchemes = { key: { type: "apiKey", in: "header", name: name.toUpperCase() } };
    const requiredOf = (from: JsonObject) => inferConnector(from).connector.streams["contacts"]?.list.required;
    expect(requiredOf({ ...document, components: { securitySchemes } })).toBeUndefined();
    expect(requiredOf(document)).toEqual([`header:${name}`]);
  },
);

test("a header that the connector sends with every request is said once, there", () => {
  const version = { name: "Harbor-Version", in: "header", required: true, schema: { ...text, enum: ["2026-03-01"] } };
  const { connector } = inferConnector(listDocument({ parameters: [version] }));
  expect(connector.headers).toEqual({ "Harbor-Version": "2026-03-01" });
  expect(connector.streams["contacts"]?.list.parameters).toBeUndefined();
});
