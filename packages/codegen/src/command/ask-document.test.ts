import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { commandFolder, run, writeConfig } from "../../test/command.ts";
import { array, instant, integer, listDocument, object, query, text } from "../../test/list-document.ts";

let folder = "";
let document = "";
beforeEach(async () => {
  ({ folder, document } = await commandFolder());
});
afterEach(() => rm(folder, { recursive: true }));

const configOf = (connectors: object) => writeConfig(folder, connectors);

describe("infer", () => {
  test("shows the streams, and as JSON the evidence of each answer", async () => {
    expect((await run("infer", document)).out).toContain("GET /contacts");
    const parsed: unknown = JSON.parse((await run("infer", document, "--json")).out);
    expect(parsed).toMatchObject({
      connector: { vendor: "harbor", streams: { contacts: { items: "/data", primaryKey: ["/id"] } } },
      report: {
        streams: [
          {
            name: "contacts",
            answers: { items: { confidence: expect.any(Number), evidence: [expect.stringContaining("/data")] } },
          },
        ],
      },
    });
  });

  test("--corpus writes a prediction and the vendor", async () => {
    const out = join(folder, "predictions");
    await run("infer", document, "--corpus", "--out", out);
    expect((await readdir(out)).toSorted()).toEqual(["harbor.json", "harbor.vendor.json"]);
  });

  test("--name names the vendor", async () => {
    expect((await run("infer", document, "--json", "--name", "Tide & Co.")).out).toContain('"vendor": "tide-co"');
  });

  test("a connector of the config is named by its name or by its document", async () => {
    const config = await configOf({ harbor: { document: "harbor.json", out: "src", name: "Harbor West" } });
    for (const word of ["harbor", document])
      expect((await run("infer", word, "--json", "--config", config)).out).toContain('"title": "Harbor West"');
  });
});

describe("explain", () => {
  test.each(["listContacts", "GET /contacts", "get /contacts", "contacts"])("names %j and says why", async (wanted) => {
    const { code, out } = await run("explain", wanted, document);
    expect(code).toBe(0);
    expect(out).toContain('GET /contacts  listContacts  stream contacts\nIt lists the stream "contacts".');
    expect(out).toMatch(/^items {2}0\.\d\d.*\n {2}"\/data"\n {2}- /m);
    expect(out).toMatch(/^primaryKey {2}/m);
  });

  test("as JSON", async () => {
    const parsed: unknown = JSON.parse((await run("explain", "contacts", document, "--json")).out);
    expect(parsed).toMatchObject({
      operation: "GET /contacts",
      answers: expect.arrayContaining([
        { question: "items", value: "/data", confidence: expect.any(Number), evidence: expect.any(Array) },
      ]),
    });
  });

  test("what is no list is said to be none, and what it is instead", async () => {
    const paths = {
      "/contacts/{id}": { get: { operationId: "getContact", responses: {} } },
      "/ping": { get: { operationId: "ping", responses: {} } },
    };
    await writeFile(document, JSON.stringify(listDocument({ paths })));
    expect((await run("explain", "getContact", document)).out).toContain(
      'It is the get operation of the stream "contacts".',
    );
    expect((await run("explain", "ping", document)).out).toContain("holds no array of records");
  });

  test("an unknown name is answered with the nearest ones", async () => {
    expect(await run("explain", "listContact", document)).toMatchObject({
      code: 2,
      error: expect.stringContaining('no operation "listContact". Did you mean "listContacts"'),
    });
    expect((await run("explain", "GET /contcts", document)).error).toContain('Did you mean "GET /contacts"');
  });

  test("without a document it looks into the connectors of the config", async () => {
    const config = await configOf({
      harbor: { document: "harbor.json", out: "src", streams: { contacts: { primaryKey: ["/id"] } } },
    });
    expect((await run("explain", "listContacts", "--config", config)).out).toContain(
      "- corrected in waybill.config.ts",
    );
  });
});

describe("diff", () => {
  const record = object({ id: text, name: text });

  test("shows breaking changes first and exits with 1, or by --fail-on", async () => {
    const old = join(folder, "old.json");
    await writeFile(old, JSON.stringify(listDocument({ record, parameters: [query("limit", integer)] })));
    await writeFile(
      document,
      JSON.stringify(
        listDocument({
          record: object({ id: text, at: instant }),
          answer: array,
          parameters: [query("limit", integer)],
        }),
      ),
    );
    const shown = await run("diff", old, document);
    expect(shown.code).toBe(1);
    expect(shown.out).toContain(
      'breaking    contacts · items: Records are in another place of the answer. ("/data" -> "")',
    );
    expect(shown.out).toContain("breaking    contacts · /name · field: The field is gone");
    expect(shown.out).toContain("additive    contacts · /at · field: Records have a new field.");
    expect((await run("diff", old, document, "--fail-on", "none")).code).toBe(0);
    expect(JSON.parse((await run("diff", old, document, "--json")).out)).toMatchObject({
      counts: { breaking: expect.any(Number), deprecated: 0, additive: expect.any(Number) },
      changes: expect.arrayContaining([expect.objectContaining({ severity: "breaking", what: "items" })]),
    });
  });

  test("of a document and itself shows nothing and is fine, whatever it is to fail on", async () => {
    expect(await run("diff", document, document, "--fail-on", "any")).toMatchObject({
      code: 0,
      out: "Nothing that matters to a sync has changed.\n",
    });
  });

  test("an addition fails only where any change is to", async () => {
    const old = join(folder, "old.json");
    await writeFile(old, JSON.stringify(listDocument({ record: object({ id: text }) })));
    await writeFile(document, JSON.stringify(listDocument({ record: object({ id: text, more: text }) })));
    expect((await run("diff", old, document)).code).toBe(0);
    expect((await run("diff", old, document, "--fail-on", "any")).code).toBe(1);
  });
});
