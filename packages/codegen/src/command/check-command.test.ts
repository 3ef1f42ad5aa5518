import { rm, writeFile } from "node:fs/promises";
import { createEmulator } from "@waybill/emulator";
import type { Emulator, EmulatorOptions } from "@waybill/emulator";
import { serve } from "@waybill/emulator/node";
import type { Connector } from "@waybill/sync/connector";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { commandFolder, run } from "../../test/command.ts";
import { array, documentOf, get, instant, integer, object, query, text } from "../../test/list-document.ts";
import { billing, work } from "../../test/parent-documents.ts";
import { inferConnector } from "../infer/infer-connector.ts";

const record = { ...object({ id: text, name: text, updated_at: instant }), required: ["id", "name", "updated_at"] };
const page = { ...object({ data: array(record), next_cursor: { type: ["string", "null"] } }), required: ["data"] };
const fifty = { ...integer, maximum: 50, default: 50 };
const list = get(page, { parameters: [query("limit", fifty), query("cursor")] });
const document = documentOf(
  { "/contacts": { get: list, post: { responses: {} } }, "/accounts/{account}/deals": { get: list } },
  {
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    security: [{ token: [] }],
  },
);
const { connector } = inferConnector(document);
const { contacts } = connector.streams;

let folder = "";
let path = "";
beforeAll(async () => {
  ({ folder, document: path } = await commandFolder());
  await writeFile(path, JSON.stringify(document));
});
afterAll(() => rm(folder, { recursive: true }));

/** A sandbox on a port of this machine. */
async function sandbox(options: Partial<EmulatorOptions> = {}): Promise<{ emulator: Emulator; against: string }> {
  const emulator = createEmulator({ document, connector, records: 240, ...options });
  const server = await serve(emulator, { port: 0 });
  onTestFinished(() => server.close());
  return { emulator, against: server.url };
}

interface Report {
  readonly streams: readonly {
    readonly stream: string;
    readonly state: string;
    readonly pages: number;
    readonly differences: readonly { readonly kind: string; readonly message: string }[];
    readonly obstacle?: { readonly code: string };
  }[];
  readonly waiting: readonly object[];
}

async function checked(against: string, ...more: readonly string[]) {
  const { code, out, error } = await run("check", path, "--against", against, "--json", ...more);
  const report: Report = JSON.parse(out);
  return { code, said: out + error, waiting: report.waiting, streams: report.streams, contacts: report.streams[0] };
}

/** The vendor of another connector at the same address: it pages by number, whatever its document says. */
function pagedByNumber(): Connector {
  if (contacts === undefined) throw new Error("The document has no contacts.");
  const pagination = {
    style: "page",
    page: "page",
    first: 1,
    end: "empty-page",
    pageSize: { param: "limit", size: 50 },
  } as const;
  return { ...connector, streams: { contacts: { ...contacts, pagination } } };
}

describe("a sandbox", () => {
  test("that answers as its document says is the same, after two pages of every list and nothing but lists", async () => {
    const { emulator, against } = await sandbox();
    expect(await checked(against)).toMatchObject({
      code: 0,
      contacts: { stream: "contacts", state: "same", pages: 2, records: 100, differences: [] },
      waiting: [{ stream: "deals", missing: ["path:account"] }],
    });
    expect(emulator.stats().calls.map(({ operation }) => operation)).toEqual(["GET /contacts", "GET /contacts"]);
  });

  test("is told of to a person a line a list", async () => {
    const { emulator, against } = await sandbox();
    emulator.faults.set("changed_schema", { mode: "renamed", field: "name" });
    const { code, out } = await run("check", path, "--against", against);
    expect(out).toContain(
      "differs  contacts: 100 records on 2 pages\n         The field /name_v2 is not in the document.\n",
    );
    expect(out).toMatch(/^ {9}The field \/name is missing in \d+ of \d+ sampled records/m);
    expect(out).toContain("waits    deals: needs path:account\n");
    expect(code).toBe(1);
  });

  test.each([
    { lie: "renamed", says: /\/name is missing/ },
    { lie: "retyped", says: /\/name is .*, and the document promises string/ },
    { lie: "removed", says: /\/name is missing/ },
  ] as const)("whose records have a field $lie differs", async ({ lie, says }) => {
    const { emulator, against } = await sandbox();
    emulator.faults.set("changed_schema", { mode: lie, field: "name" });
    const { code, contacts: found } = await checked(against);
    expect(code).toBe(1);
    expect(found?.state).toBe("differs");
    expect(found?.differences.map(({ message }) => message).join(" ")).toMatch(says);
  });

  test("that pages in another style than its document says differs", async () => {
    const { against } = await sandbox({ connector: pagedByNumber() });
    const { code, contacts: found } = await checked(against);
    expect(code).toBe(1);
    expect(found).toMatchObject({ state: "differs", pages: 1, differences: [{ kind: "paging" }] });
  });

  test("that gives the first page again differs", async () => {
    const { emulator, against } = await sandbox();
    emulator.faults.set("endless_pages");
    const { code, contacts: found } = await checked(against);
    expect({ code, state: found?.state }).toEqual({ code: 1, state: "differs" });
  });

  test.each([
    { holds: 3, records: 3, pages: 2 },
    { holds: 240, records: 99, pages: 2 },
  ])("that pages by offset and holds $holds records is the same, and each record counts once", async (of) => {
    const counted = { ...object({ items: array(record), total: integer }), required: ["items", "total"] };
    const parameters = [query("limit", fifty), query("offset", integer)];
    const byOffset = documentOf({ "/contacts": { get: get(counted, { parameters }) } });
    await writeFile(path, JSON.stringify(byOffset));
    onTestFinished(() => writeFile(path, JSON.stringify(document)));
    const { against } = await sandbox({
      document: byOffset,
      connector: inferConnector(byOffset).connector,
      records: of.holds,
    });
    const { code, contacts: found } = await checked(against);
    expect({ code, found }).toMatchObject({
      code: 0,
      found: { state: "same", records: of.records, pages: of.pages, differences: [] },
    });
  });

  test("that answers with a web page differs", async () => {
    const { emulator, against } = await sandbox();
    emulator.faults.set("html_page");
    expect(await checked(against)).toMatchObject({ code: 1, contacts: { differences: [{ kind: "contract" }] } });
  });

  test("that refuses the credential could not be read", async () => {
    const { against } = await sandbox({ auth: "enforce" });
    const { code, contacts: found, said } = await checked(against, "--token", "not-the-right-one");
    expect({ code, state: found?.state, obstacle: found?.obstacle?.code }).toEqual({
      code: 2,
      state: "unread",
      obstacle: "unauthorized",
    });
    expect(said).not.toContain("not-the-right-one");
  });

  test("is shown the credential of the environment, which is not told", async () => {
    const { emulator, against } = await sandbox({ auth: "enforce" });
    const { bearer } = emulator.credentials();
    vi.stubEnv("WAYBILL_TOKEN", bearer);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { code, said, contacts: found } = await checked(against);
    expect({ code, state: found?.state }).toEqual({ code: 0, state: "same" });
    expect(said).not.toContain(bearer);
  });

  test("whose parents have no end within two pages is not told to lack children", async () => {
    const nested = documentOf({ "/contacts": { get: list }, "/contacts/{contact_id}/notes": { get: list } });
    const { connector: family } = inferConnector(nested);
    await writeFile(path, JSON.stringify(nested));
    onTestFinished(() => writeFile(path, JSON.stringify(document)));
    const { emulator, against } = await sandbox({
      document: nested,
      connector: family,
      records: { contacts: 240, notes: 240 },
    });
    expect((await checked(against)).streams.map(({ stream, state }) => `${stream} ${state}`)).toEqual([
      "contacts same",
      "notes same",
    ]);
    for (const key of emulator.records("contacts").map((each) => String(Reflect.get(Object(each), "id"))))
      emulator.remove("contacts", key);
    expect(await checked(against)).toMatchObject({
      code: 2,
      streams: [{ state: "same" }, { stream: "notes", state: "unread", obstacle: { code: "no_parent" } }],
    });
  });

  test("is followed to lists of grandchildren, by the path and by required parameters", async () => {
    for (const lineage of [work, billing]) {
      await writeFile(path, JSON.stringify(lineage));
      onTestFinished(() => writeFile(path, JSON.stringify(document)));
      const { against } = await sandbox({
        document: lineage,
        connector: inferConnector(lineage).connector,
        records: 5,
      });
      const { code, streams, waiting } = await checked(against);
      expect({ code, waiting, states: new Set(streams.map(({ state }) => state)) }).toEqual({
        code: 0,
        waiting: [],
        states: new Set(["same"]),
      });
    }
  });

  test("of which no list could be asked for by itself was not read, and is not called fine", async () => {
    const waiting = documentOf({ "/accounts/{account}/deals": { get: list } });
    await writeFile(path, JSON.stringify(waiting));
    onTestFinished(() => writeFile(path, JSON.stringify(document)));
    const { against } = await sandbox({ document: waiting, connector: inferConnector(waiting).connector });
    expect(await checked(against)).toMatchObject({ code: 2, streams: [], waiting: [{ stream: "deals" }] });
  });

  test("that nobody serves could not be read", async () => {
    const server = await serve(createEmulator({ document, connector }), { port: 0 });
    await server.close();
    const { code, contacts: found } = await checked(server.url);
    expect({ code, state: found?.state, obstacle: found?.obstacle?.code }).toEqual({
      code: 2,
      state: "unread",
      obstacle: "network",
    });
  });
});
