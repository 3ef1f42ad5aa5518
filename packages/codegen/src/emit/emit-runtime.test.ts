import { expect, test } from "vitest";
import { emitRuntime } from "./emit-runtime.ts";

test("no run-time code, no text", () => {
  expect(emitRuntime([])).toEqual({ imports: "", declaration: "" });
});

test("each export is imported once, under its own name where it is free", () => {
  const contact = { from: "../map.ts", name: "contact" };
  const { imports, declaration } = emitRuntime([
    { stream: "contacts", map: contact, schema: { from: "../schemas.ts", name: "contact" } },
    { stream: "audit-log", map: contact, schema: { from: "@acme/schemas", name: "default" } },
    { stream: "deals", schema: { from: "../schemas.ts", name: "connector" } },
  ]);
  expect(imports).toBe(`import type { ConnectorRuntime } from "@waybill/sync/connector";
import { contact } from "../map.ts";
import { contact as contact2 } from "../schemas.ts";
import { default as imported } from "@acme/schemas";
import { connector as connector2 } from "../schemas.ts";
`);
  expect(declaration).toContain("  contacts: { map: contact, schema: contact2 },\n");
  expect(declaration).toContain('  "audit-log": { map: contact, schema: imported },\n');
  expect(declaration).toContain("  deals: { schema: connector2 },\n");
});
