import type { JsonObject, StreamContract } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "../emulator.ts";
import { harbor, harborDocument, stillClock } from "../harbor.test.fixture.ts";

const make = (changes: Partial<StreamContract> = {}) =>
  createEmulator({ document: harborDocument, connector: harbor(changes), clock: stillClock(), records: 20 });

async function send(emulator: Emulator, method: string, path: string, body?: unknown) {
  const init = { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await emulator.fetch(new Request(`https://api.harbor.example${path}`, init));
  const text = await response.text();
  const json: JsonObject = text === "" ? {} : (JSON.parse(text) as JsonObject);
  return { status: response.status, record: json["data"] as JsonObject };
}

const first = (emulator: Emulator) => emulator.records("contacts")[0] as JsonObject;
const operations = { upsert: "PUT /contacts/{contact_id}", bulk: "POST /contacts/batch" } as const;

describe("an upsert", () => {
  test("changes the record with the key, and makes one where there is none", async () => {
    const emulator = make({ operations });
    const id = first(emulator)["id"] as string;
    expect((await send(emulator, "PUT", `/contacts/${id}`, { name: "Ada" })).status).toBe(200);
    const made = await send(emulator, "PUT", "/contacts/con_8fK2mQ71ZpXz", { id: "con_8fK2mQ71ZpXz", name: "Grace" });
    expect(emulator.records("contacts").filter((each) => /Ada|Grace/.test(JSON.stringify(each)))).toHaveLength(2);
    expect(emulator.stats().effects.map(({ action }) => action)).toEqual(["update", "create"]);
    expect(made.status).toBe(201);
  });
});

describe("a bulk write", () => {
  test("changes the records whose keys are known, makes the others, and answers in order", async () => {
    const emulator = make({ operations });
    const id = first(emulator)["id"] as string;
    const response = await emulator.fetch(
      new Request("https://api.harbor.example/contacts/batch", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ contacts: [{ name: "New" }, { id, name: "Known" }] }),
      }),
    );
    const { contacts } = (await response.json()) as { contacts: readonly JsonObject[] };
    expect(contacts.map(({ name }) => name)).toEqual(["New", "Known"]);
    expect(contacts[1]?.["id"]).toBe(id);
    expect(emulator.stats().effects.map(({ action }) => action)).toEqual(["create", "update"]);
  });
});

describe("a version field", () => {
  const concurrency = { param: "/data/size", version: "/size" } as const;

  test("grows with every change, and refuses a write that is meant for another", async () => {
    const emulator = make({ concurrency });
    const id = first(emulator)["id"] as string;
    emulator.update("contacts", id, { size: 0 });
    const version = (await send(emulator, "GET", `/contacts/${id}`)).record["size"];
    const changed = await send(emulator, "PATCH", `/contacts/${id}`, { data: { name: "A", size: version } });
    expect(changed.status).toBe(200);
    expect(changed.record["size"]).not.toBe(version);
    expect((await send(emulator, "PATCH", `/contacts/${id}`, { data: { name: "B", size: version } })).status).toBe(409);
  });
});

test("a record that a client makes has everything that the document requires, and nothing that it keeps to itself", async () => {
  const emulator = make();
  const { record } = await send(emulator, "POST", "/contacts", { data: { name: "Ada" } });
  expect(Object.keys(record)).toEqual(expect.arrayContaining(["id", "name", "email", "updated_at"]));
});

describe("an answer that wants another shape than the request sends", () => {
  const paths = harborDocument["paths"] as JsonObject;
  const text = { type: "string" } as const;
  const object = (properties: JsonObject, required: readonly string[]) => ({ type: "object", properties, required });
  const kinds = [object({ fixed: { type: "integer" } }, ["fixed"]), object({ least: { type: "integer" } }, ["least"])];
  const shown = object(
    { id: text, name: text, region: object({ slug: text, city: text }, ["slug", "city"]), size: { oneOf: kinds } },
    ["id", "name", "region", "size"],
  );
  const wrapped = (schema: JsonObject): JsonObject => ({
    content: { "application/json": { schema: object({ data: schema }, ["data"]) } },
  });
  const sent = { data: { name: "Ada", region: "fra1", size: { fixed: 3 } } };

  const made = async (emulator: Emulator) => (await send(emulator, "POST", "/contacts", sent)).record;
  const emulate = (seed: number) =>
    createEmulator({
      document: {
        ...harborDocument,
        paths: {
          ...paths,
          "/contacts": {
            get: {
              responses: {
                "200": {
                  content: {
                    "application/json": { schema: object({ data: { type: "array", items: shown } }, ["data"]) },
                  },
                },
              },
            },
            post: { requestBody: wrapped({ type: "object" }), responses: { "201": wrapped(shown) } },
          },
        },
      },
      connector: harbor(),
      clock: stillClock(),
      records: 20,
      seed,
    });

  test("shows the object that a sent key names", async () => {
    expect(await made(emulate(1))).toMatchObject({
      name: "Ada",
      region: { slug: "fra1", city: expect.any(String) as string },
    });
  });

  test("holds the one of several kinds that was sent, and nothing of another", async () => {
    for (const seed of [1, 2, 3, 4]) expect((await made(emulate(seed)))["size"]).toEqual({ fixed: 3 });
  });

  test("shows what a fault broke in it", async () => {
    const emulator = emulate(1);
    emulator.faults.set("changed_schema", { mode: "removed", field: "name" });
    expect(await made(emulator)).not.toHaveProperty("name");
  });
});
