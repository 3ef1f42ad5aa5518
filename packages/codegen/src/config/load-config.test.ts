import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ConfigError } from "./config-error.ts";
import { loadConfig } from "./load-config.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-config-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function written(source: string): Promise<string> {
  const path = join(folder, "waybill.config.mjs");
  await writeFile(path, source);
  return path;
}

const connectors = '{ connectors: { harbor: { document: "harbor.yaml", out: "src/harbor" } } }';

test.each([`export const config = ${connectors};`, `export default ${connectors};`])("%s is loaded", async (source) => {
  const named = await written(source);
  expect(await loadConfig({ named })).toEqual({
    path: named,
    folder,
    place: named,
    config: { connectors: { harbor: { document: "harbor.yaml", out: "src/harbor" } } },
  });
});

test("without a name and without the usual file there is none", async () => {
  expect(await loadConfig({ folder })).toBeUndefined();
});

test("a config that was written anew is loaded anew", async () => {
  const named = await written(`export const config = ${connectors};`);
  await loadConfig({ named });
  await writeFile(named, `export const config = ${connectors.replace("harbor.yaml", "quay-side.yaml")};`);
  expect((await loadConfig({ named }))?.config.connectors["harbor"]?.document).toBe("quay-side.yaml");
});

const harbor = (members: string) => `export const config = { connectors: { harbor: { out: "o", ${members} } } };`;

test.each([
  ["exports nothing of the kind", "export const other = 1;", "exports no config."],
  ["exports no object", "export const config = 3;", "an object is expected here."],
  ["exports no connectors", "export const config = {};", "connectors: it is missing."],
  ["has a misspelled member", "export const config = { conectors: {} };", 'Did you mean "connectors"?'],
  ["throws", '\nthrow new Error("the tide is out");', ":2:7 cannot be loaded: the tide is out. Correct the config."],
  ["is no JavaScript", "export const config = {", "cannot be loaded: "],
  ["imports what is not there", 'import "./none.mjs";', "cannot be loaded: Cannot find module"],
  ["says nothing of a connector", harbor(""), 'connector "harbor": it has neither a document nor'],
  ["does not say where files go", harbor('document: "a", out: undefined'), 'connector "harbor", out: it is missing.'],
  [
    "misspells a member of a connector",
    harbor('documnet: "a"'),
    '"documnet" is no member of it. Did you mean "document"?',
  ],
  ["names a document by something else", harbor("document: 3"), "document: text is expected here."],
  ["names overlays by something else", harbor('document: "a", overlays: "b"'), "a list of texts is expected"],
  [
    "misspells a correction",
    harbor('document: "a", streams: { contacts: { primarykey: [] } }'),
    'stream "contacts": "primarykey" is no member of it. Did you mean "primaryKey"?',
  ],
  [
    "corrects by something else",
    harbor('document: "a", streams: { contacts: { primaryKey: "/id" } }'),
    "a list of texts",
  ],
  [
    "names no export",
    harbor('document: "a", streams: { c: { runtime: { map: { module: "./a.ts", export: "a b" } } } }'),
    "the name of an export is expected here.",
  ],
])("a config that %s is refused in one line with its place", async (_, source, message) => {
  const error: unknown = await loadConfig({ named: await written(source) }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  const said = error instanceof Error ? error.message : "";
  expect(said).toContain(message);
  expect(said).toContain("waybill.config.mjs");
  expect(said.split("\n")).toHaveLength(1);
});

test("a named file that is missing is refused, and so is a folder", async () => {
  await expect(loadConfig({ named: join(folder, "none.ts") })).rejects.toThrow("There is no config at");
  await mkdir(join(folder, "waybill.config.ts"));
  await expect(loadConfig({ folder })).rejects.toThrow("cannot be loaded");
});
