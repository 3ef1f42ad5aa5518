import { expect, test } from "vitest";
import { memoryIo } from "../../test/memory-io.ts";
import { readDocument } from "./read-document.ts";

const swagger = JSON.stringify({
  swagger: "2.0",
  info: { title: "Harbor", version: "1" },
  paths: { "/contacts": { get: { responses: {} } } },
});
const overlay = (...actions: readonly object[]) => JSON.stringify({ overlay: "1.0.0", actions });

test("overlays are applied one after the other, to the document as its author wrote it, before it is read", async () => {
  const io = memoryIo({
    "/v/harbor.json": swagger,
    "/v/one.json": overlay({ target: "$", update: { host: "api.harbor.test", schemes: ["https"] } }),
    "/v/two.json": overlay({ target: "$.host", remove: true }, { target: "$", update: { host: "eu.harbor.test" } }),
  });
  const { document } = await readDocument("/v/harbor.json", { overlays: ["/v/one.json", "/v/two.json"], io });
  expect(document).toMatchObject({ openapi: "3.1.1", servers: [{ url: "https://eu.harbor.test" }] });
});

test("what selects nothing is among the diagnostics of the document", async () => {
  const io = memoryIo({ "/v/harbor.json": swagger, "/v/o.json": overlay({ target: "$.tags", remove: true }) });
  const { diagnostics } = await readDocument("/v/harbor.json", { overlays: ["/v/o.json"], io });
  expect(diagnostics).toContainEqual(expect.objectContaining({ code: "overlay", file: "/v/o.json" }));
});

test("a missing overlay is refused by name", async () => {
  const io = memoryIo({ "/v/harbor.json": swagger });
  await expect(readDocument("/v/harbor.json", { overlays: ["/v/none.json"], io })).rejects.toThrow(
    "/v/none.json: There is no such file.",
  );
});
