import type { JsonObject } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "../emulator.ts";
import { ask, harbor, harborDocument, stillClock } from "../harbor.test.fixture.ts";

/** A CRM whose list of contacts takes one parameter more. */
function withParameter(parameter: JsonObject): Emulator {
  const document = structuredClone(harborDocument) as { paths: { "/contacts": { get: { parameters: JsonObject[] } } } };
  document.paths["/contacts"].get.parameters.push(parameter);
  return createEmulator({
    document: { ...harborDocument, ...document },
    connector: harbor(),
    clock: stillClock(),
    records: 30,
  });
}

const texts = { type: "array", items: { type: "string" } };
const parameters = [
  { name: "ids", schema: { type: "string" }, query: (keys: readonly string[]) => `ids=${keys.join(",")}` },
  { name: "id", schema: texts, query: (keys: readonly string[]) => keys.map((key) => `id=${key}`).join("&") },
  {
    name: "contact_ids[]",
    schema: texts,
    query: (keys: readonly string[]) => keys.map((key) => `contact_ids[]=${key}`).join("&"),
  },
];

async function listed(emulator: Emulator, query: string): Promise<readonly string[]> {
  const page = (await (await ask(emulator, `/contacts?${query}`)).json()) as { data: { id: string }[]; total: number };
  return page.data.map(({ id }) => id);
}

const idsOf = (emulator: Emulator): readonly string[] =>
  (emulator.records("contacts") as readonly { id: string }[]).map(({ id }) => id);

describe.each(parameters)("the filter $name", ({ name, schema, query }) => {
  const make = (): Emulator => withParameter({ name, in: "query", schema });

  test("lists the records it names, in the list's order, each once, and none for keys that nobody has", async () => {
    const emulator = make();
    const [, second = "", , fourth = ""] = idsOf(emulator);
    expect(await listed(emulator, query([fourth, "con_nobody", second, fourth]))).toEqual([second, fourth]);
  });

  test("does not show what was deleted", async () => {
    const emulator = make();
    const [first = "", second = ""] = idsOf(emulator);
    emulator.remove("contacts", first);
    expect(await listed(emulator, query([first, second]))).toEqual([second]);
  });

  test("is paged like any list", async () => {
    const emulator = make();
    const ids = idsOf(emulator).slice(0, 5);
    expect(await listed(emulator, `${query(ids)}&limit=2`)).toEqual(ids.slice(0, 2));
  });
});

test("a parameter `id` that takes one value is another filter, and not understood", async () => {
  const emulator = withParameter({ name: "id", in: "query", schema: { type: "string" } });
  expect(await listed(emulator, `id=${idsOf(emulator)[3]}&limit=50`)).toHaveLength(30);
});
