import type { Json, JsonObject } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "./emulator.ts";
import { harbor, harborDocument, stillClock } from "./harbor.test.fixture.ts";
import type { EmulatorOptions } from "./options.ts";

const origin = "https://api.harbor.example/v1";

const make = (options: Partial<EmulatorOptions> = {}): Emulator =>
  createEmulator({ document: harborDocument, connector: harbor(), clock: stillClock(), records: 30, ...options });

// oxlint-disable-next-line max-params -- reads as the request line it sends
async function send(
  emulator: Emulator,
  method: string,
  path: string,
  body?: Json,
  headers: Record<string, string> = {},
) {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const request = new Request(origin + path, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...init,
  });
  const response = await emulator.fetch(request);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: (text === "" ? {} : JSON.parse(text)) as JsonObject & { data: JsonObject },
  };
}

const contacts = (emulator: Emulator): readonly JsonObject[] => emulator.records("contacts") as readonly JsonObject[];

describe("the same seed", () => {
  const bytes = async (seed: number) => {
    const emulator = make({ seed });
    const answers = [];
    for (const path of ["/contacts", "/companies", "/contacts?limit=3", "/status"])
      answers.push((await send(emulator, "GET", path)).text);
    answers.push((await send(emulator, "POST", "/contacts", { data: { name: "Ada" } })).text);
    return answers;
  };

  test("gives the same bytes", async () => {
    expect(await bytes(7)).toEqual(await bytes(7));
  });

  test("and another one gives others", async () => {
    const [one, other] = [await bytes(7), await bytes(9)];
    expect(one.map((text, index) => text === other[index])).toEqual(one.map(() => false));
  });

  test("gives the same records in whichever order they are asked for", async () => {
    const [forwards, backwards] = [make(), make()];
    await send(backwards, "GET", `/contacts/${contacts(forwards)[20]?.["id"] as string}`);
    expect(contacts(backwards)).toEqual(contacts(forwards));
  });
});

describe("records", () => {
  test("have different keys that look like the document's example", () => {
    const ids = contacts(make({ records: 500 })).map(({ id }) => id as string);
    expect(new Set(ids).size).toBe(500);
    expect(ids.filter((id) => !/^con_[A-Za-z0-9]{12}$/.test(id))).toEqual([]);
  });

  test("refer to records that exist", () => {
    const emulator = make();
    const companies = new Set((emulator.records("companies") as readonly JsonObject[]).map(({ id }) => id));
    const referred = contacts(emulator).flatMap(({ company_id: id }) => (id === undefined ? [] : [id]));
    expect(referred.length).toBeGreaterThan(0);
    expect(referred.filter((id) => !companies.has(id))).toEqual([]);
  });

  test("of a nested stream belong to their parent and share no key", async () => {
    const emulator = make();
    const id = contacts(emulator)[3]?.["id"] as string;
    const { json } = await send(emulator, "GET", `/contacts/${id}/notes`);
    for (const note of json["data"] as unknown as readonly JsonObject[]) expect(note["contact_id"]).toBe(id);
    const notes = emulator.records("notes") as readonly JsonObject[];
    expect(notes.length).toBeGreaterThan(10);
    expect(new Set(notes.map((note) => note["id"])).size).toBe(notes.length);
  });

  test("of a nested stream need a parent when they are made", () => {
    const emulator = make();
    const id = contacts(emulator)[0]?.["id"] as string;
    expect(emulator.create("notes", { body: "Called back." }, { contact_id: id })).toMatchObject({
      contact_id: id,
      body: "Called back.",
    });
    expect(() => emulator.create("notes")).toThrow(/contact_id/);
  });

  test("of a stream inside itself are those that were asked for", async () => {
    const folders = harbor({
      list: { method: "GET", path: "/contacts/{id}/inside" },
      parent: { stream: "contacts", parameters: { id: "/id" } },
    });
    const emulator = make({ connector: folders });
    expect(emulator.records("contacts")).toEqual([]);
    const { json } = await send(emulator, "GET", "/contacts/root/inside");
    expect(emulator.records("contacts")).toEqual((json["data"] as unknown as readonly Json[]).slice(0));
  });

  test("are served with or without the base path of the vendor's server", async () => {
    const emulator = make();
    const bare = await emulator.fetch(new Request("http://127.0.0.1:4010/contacts"));
    expect(await bare.text()).toBe((await send(emulator, "GET", "/contacts")).text);
  });

  test("are as many as asked, stream by stream", () => {
    const emulator = make({ records: { contacts: 12, companies: 3 } });
    expect(["contacts", "companies"].map((stream) => emulator.records(stream).length)).toEqual([12, 3]);
  });

  test("of an unknown stream are refused with the names of those there are", () => {
    expect(() => make().records("deals")).toThrow(/contacts, notes, companies/);
  });
});

test("a key is free again once nothing is left of the record that had it, and not while a mark is", () => {
  const create = (emulator: Emulator) => {
    const [first] = contacts(emulator);
    emulator.remove("contacts", first?.["id"] ?? null);
    return {
      id: first?.["id"],
      made: emulator.create("contacts", { id: first?.["id"] ?? null, name: "Ada" }),
      emulator,
    };
  };
  const again = create(make({ connector: harbor({ deletes: undefined }) }));
  expect(again.made).toMatchObject({ id: again.id, name: "Ada" });
  expect(contacts(again.emulator).filter(({ id }) => id === again.id)).toEqual([again.made]);
  const marked = create(make());
  expect(marked.made).not.toMatchObject({ id: marked.id });
});

describe("changes since an instant", () => {
  const idsSince = async (emulator: Emulator, since: string) =>
    (
      (await send(emulator, "GET", `/contacts?limit=50&updated_since=${since}`)).json[
        "data"
      ] as unknown as readonly JsonObject[]
    ).map(({ id }) => id);

  test("include the instant itself and everything later", async () => {
    const emulator = make();
    const all = contacts(emulator);
    const since = all[17]?.["updated_at"] as string;
    const wanted = all.filter((record) => (record["updated_at"] as string) >= since).map(({ id }) => id);
    expect(await idsSince(emulator, since)).toEqual(wanted);
    expect(wanted.length).toBeLessThan(all.length);
  });

  test("show what was written since, at its new place", async () => {
    const clock = stillClock();
    const emulator = make({ clock });
    clock.advance(60_000);
    const since = new Date(clock.now()).toISOString();
    const id = contacts(emulator)[2]?.["id"] as string;
    await send(emulator, "PATCH", `/contacts/${id}`, { data: { name: "Grace Hopper" } });
    const created = await send(emulator, "POST", "/contacts", { data: { name: "Ada Lovelace" } });
    expect(await idsSince(emulator, since)).toEqual([id, created.json.data["id"]]);
  });

  test("hold deleted records only for whoever asks", async () => {
    const clock = stillClock();
    const emulator = make({ clock });
    clock.advance(60_000);
    const since = new Date(clock.now()).toISOString();
    const id = contacts(emulator)[2]?.["id"] as string;
    emulator.remove("contacts", id);
    expect(await idsSince(emulator, since)).toEqual([]);
    expect(await idsSince(emulator, `${since}&include_archived=true`)).toEqual([id]);
    expect(contacts(emulator).some((record) => record["id"] === id)).toBe(false);
  });

  test("were made in an order that never goes back, with ties, as creations do", () => {
    const created = contacts(make({ records: 400, connector: harbor({ incremental: undefined }) })).flatMap(
      ({ created_at: at }) => (at === undefined ? [] : [at as string]),
    );
    expect(created).toEqual(created.toSorted());
    expect(new Set(created).size).toBeLessThan(created.length);
  });
});

describe("one record", () => {
  test("is created, read, changed and deleted, and every change counts as one effect", async () => {
    const emulator = make();
    const created = await send(emulator, "POST", "/contacts", { data: { name: "Ada Lovelace", stage: "lead" } });
    const id = created.json.data["id"] as string;
    expect(created.status).toBe(201);
    expect((await send(emulator, "GET", `/contacts/${id}`)).json.data).toMatchObject({
      name: "Ada Lovelace",
      stage: "lead",
    });
    expect((await send(emulator, "PATCH", `/contacts/${id}`, { data: { stage: "customer" } })).json.data).toMatchObject(
      { name: "Ada Lovelace", stage: "customer" },
    );
    expect((await send(emulator, "DELETE", `/contacts/${id}`)).status).toBe(204);
    expect((await send(emulator, "DELETE", `/contacts/${id}`)).status).toBe(404);
    expect(emulator.stats().effects.map(({ action, key }) => [action, ...key])).toEqual([
      ["create", id],
      ["update", id],
      ["delete", id],
    ]);
  });

  test("keeps its key and its update time out of the client's reach", async () => {
    const emulator = make();
    const before = contacts(emulator)[0];
    const { json } = await send(emulator, "PATCH", `/contacts/${before?.["id"] as string}`, {
      data: { id: "con_mine", updated_at: "1999-01-01T00:00:00Z" },
    });
    expect(json.data["id"]).toBe(before?.["id"]);
    expect(json.data["updated_at"]).toBe("2026-03-02T00:00:00Z");
  });

  test("is changed only by whoever saw its last version, when asked so", async () => {
    const emulator = make();
    const path = `/contacts/${contacts(emulator)[0]?.["id"] as string}`;
    const etag = (await send(emulator, "GET", path)).headers.get("etag") ?? "";
    expect((await send(emulator, "PATCH", path, { data: { name: "A" } }, { "if-match": etag })).status).toBe(200);
    expect((await send(emulator, "PATCH", path, { data: { name: "B" } }, { "if-match": etag })).status).toBe(412);
    expect((await send(emulator, "GET", path, undefined, { "if-none-match": etag })).status).toBe(200);
  });

  test.each([
    ["GET", "/contacts/con_nobody", 404],
    ["GET", "/nowhere", 404],
    ["PUT", "/contacts", 405],
    ["POST", "/contacts", 400],
  ])("answers %s %s with %d where there is none", async (method, path, status) => {
    expect((await send(make(), method, path)).status).toBe(status);
  });
});

describe("an idempotency key", () => {
  const keyed = () => make({ connector: harbor({}, { idempotency: { header: "Idempotency-Key" } }) });

  test("makes a repeated write take effect once and answer the same", async () => {
    const emulator = keyed();
    const once = await send(emulator, "POST", "/contacts", { data: { name: "Ada" } }, { "idempotency-key": "k1" });
    const again = await send(emulator, "POST", "/contacts", { data: { name: "Ada" } }, { "idempotency-key": "k1" });
    expect(again.text).toBe(once.text);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(emulator.stats().effects).toHaveLength(1);
  });

  test("belongs to one request", async () => {
    const emulator = keyed();
    await send(emulator, "POST", "/contacts", { data: { name: "Ada" } }, { "idempotency-key": "k1" });
    expect(
      (await send(emulator, "POST", "/contacts", { data: { name: "Bob" } }, { "idempotency-key": "k1" })).status,
    ).toBe(422);
  });

  test("means nothing to a vendor that does not name the header", async () => {
    const emulator = make();
    for (let i = 0; i < 2; i++)
      await send(emulator, "POST", "/contacts", { data: { name: "Ada" } }, { "idempotency-key": "k1" });
    expect(emulator.stats().effects).toHaveLength(2);
  });
});

describe("the page log", () => {
  test("names every position that was asked, and what came of it", async () => {
    const emulator = make({ records: 15 });
    const first = await send(emulator, "GET", "/contacts");
    await send(emulator, "GET", `/contacts?cursor=${first.json["next_cursor"] as string}`);
    await send(emulator, "GET", "/contacts?cursor=nonsense");
    const pages = emulator.stats().requests["contacts"]?.map(({ position, records, status, delivered }) => ({
      position,
      records,
      status,
      delivered,
    }));
    expect(pages).toEqual([
      { position: "", records: 10, status: 200, delivered: true },
      { position: first.json["next_cursor"], records: 5, status: 200, delivered: true },
      { position: undefined, records: 0, status: 400, delivered: false },
    ]);
  });
});
