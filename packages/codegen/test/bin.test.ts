import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compileStrictly } from "./compile-strictly.ts";
import { command, projectFolder, type ProjectFolder } from "./project-folder.ts";

let project: ProjectFolder;
beforeEach(async () => {
  project = await projectFolder();
});
afterEach(() => project.remove());

const file = (name: string): string => join(project.path, name);

/** In one step, as editors save: a process that reads meanwhile finds the old text or the new one, and never half of it. */
async function replace(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

const MAPPING = `import type { JsonObject } from "@waybill/sync/connector";
export const toContact = (record: JsonObject): JsonObject => record;
`;

const configOf = (streams: string): string => `import { defineConfig } from "@waybill/codegen";
import type { paths } from "./src/connectors/harbor-crm/schema.d.ts";
export const config = defineConfig<{ harbor: paths }>({
  connectors: { harbor: { document: "vendors/harbor-crm.yaml", out: "src/connectors/harbor-crm", streams: { ${streams} } } },
});
`;

test("a folder comes from a document to corrected code in three commands, and all of it compiles", async () => {
  expect(await project.spawned("init")).toMatchObject({ code: 0, error: "" });
  expect(await project.spawned("generate")).toMatchObject({ code: 0, error: "" });
  await writeFile(file("src/mapping.ts"), MAPPING);
  const runtime = '"GET /contacts": { runtime: { map: { module: "./src/mapping.ts", export: "toContact" } } }';
  await writeFile(file("typed.config.ts"), configOf(runtime));
  await writeFile(file("wrong.config.ts"), configOf('"GET /contact": { primaryKey: ["/id"] }'));
  expect(await project.spawned("generate", "--config", "typed.config.ts")).toMatchObject({ code: 0 });
  const connector = await readFile(file("src/connectors/harbor-crm/connector.ts"), "utf8");
  expect(connector).toContain('import { toContact } from "../../mapping.ts";');
  const compiled = [
    "waybill.config.ts",
    "typed.config.ts",
    "wrong.config.ts",
    "src/connectors/harbor-crm/connector.ts",
  ];
  expect(compileStrictly(compiled.map(file))).toEqual([expect.stringMatching(/wrong\.config\.ts:4 .*GET \/contact/)]);
});

/** Makes Node look like an old one: its version, and a `node:module` without what came later. */
const asOldNode = `import { registerHooks } from "node:module";
Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });
const url = "data:text/javascript,export default {}";
const resolve = (name, from, next) => (name === "node:module" ? { url, shortCircuit: true } : next(name, from));
registerHooks({ resolve });`;

test("a Node that is too old is told which one is needed, before anything is loaded that it does not have", async () => {
  const preload = `data:text/javascript,${encodeURIComponent(asOldNode)}`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", preload, ...command, "--help"], {
    encoding: "utf8",
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/^waybill: This is Node 20\.20\.2, and waybill needs 22\.12 or newer/),
  });
});

test("a reader that has enough, as `| head` has, ends a command without a word of Node's, and its exit code stays", async () => {
  await project.waybill("init");
  const child = spawn(process.execPath, [...command, "explain", "contacts", "vendors/harbor-crm.yaml"], {
    cwd: project.path,
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  const said = child.stderr.setEncoding("utf8").toArray();
  const [code]: unknown[] = await once(child, "exit");
  expect({ code, said: (await said).join("") }).toEqual({ code: 0, said: "" });
});

test("init never writes over a config that is there", async () => {
  await project.waybill("init");
  const written = await readFile(file("waybill.config.ts"), "utf8");
  const again = await project.waybill("init");
  expect(again).toMatchObject({
    code: 2,
    error: expect.stringContaining("is there already, and it is not written over"),
  });
  expect(await readFile(file("waybill.config.ts"), "utf8")).toBe(written);
});

test("init says as JSON what it found, and gives two documents of one title names of their own", async () => {
  await writeFile(file("vendors/old.yaml"), await readFile(file("vendors/harbor-crm.yaml")));
  await writeFile(file("vendors/quay.yaml"), "openapi: 3.1.0\ninfo: {title: Quay, version: '1'}\npaths: {}\n");
  expect(JSON.parse((await project.waybill("init", "--json")).out)).toEqual({
    config: "waybill.config.ts",
    connectors: [
      {
        name: "harbor-crm",
        document: "vendors/harbor-crm.yaml",
        out: "src/connectors/harbor-crm",
        title: "Harbor CRM",
        streams: 5,
      },
      {
        name: "harbor-crm-2",
        document: "vendors/old.yaml",
        out: "src/connectors/harbor-crm-2",
        title: "Harbor CRM",
        streams: 5,
      },
    ],
    leftOut: [{ kind: "unusable", document: "vendors/quay.yaml", why: expect.stringContaining("nothing to sync") }],
  });
});

test("init in a folder without documents says what to do", async () => {
  await rm(file("vendors"), { recursive: true });
  expect(await project.waybill("init")).toMatchObject({
    code: 2,
    error: expect.stringContaining("There is no OpenAPI document in this folder"),
  });
  await mkdir(file("vendors"));
  await writeFile(file("vendors/a.yaml"), "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {}\n");
  expect((await project.waybill("init")).error).toContain("No operation of this document lists a collection");
});

test("what goes to a pipe has no colours and no passing lines; a config in a package without a type is read without a word of Node's", async () => {
  await writeFile(file("package.json"), "{}");
  await writeFile(
    file("waybill.config.ts"),
    'export const config = { connectors: { a: { document: "none.yaml", out: "src/a" } } };',
  );
  expect(await project.spawned("generate")).toEqual({
    code: 2,
    out: "",
    error: "waybill: none.yaml: There is no such file. Check the path.\n",
  });
});

test("--watch makes what a change touches, one line a change, and ends when it is asked to", async () => {
  await project.waybill("init");
  const watching = spawn(process.execPath, [...command, "generate", "--watch", "--json"], {
    cwd: project.path,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: watching.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse((await lines.next()).value ?? "null");
  expect(await next()).toMatchObject({ event: "generated", name: "harbor-crm" });
  expect(await next()).toEqual({ event: "waiting", files: 2 });
  const document = file("vendors/harbor-crm.yaml");
  const text = await readFile(document, "utf8");
  await replace(document, `${text}x-note: [\n`);
  expect(await next()).toMatchObject({ changed: ["vendors/harbor-crm.yaml"], error: { code: "syntax" } });
  await replace(document, text);
  expect(await next()).toMatchObject({
    changed: ["vendors/harbor-crm.yaml"],
    name: "harbor-crm",
    title: "Harbor CRM",
  });
  watching.kill("SIGTERM");
  const [code]: unknown[] = await once(watching, "exit");
  expect(code).toBe(0);
});
