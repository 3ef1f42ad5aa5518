import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compileStrictly } from "./compile-strictly.ts";
import { projectFolder, type ProjectFolder } from "./project-folder.ts";

let project: ProjectFolder;
beforeEach(async () => {
  project = await projectFolder();
});
afterEach(() => project.remove());

test(
  "init writes a config that compiles and generates code that compiles, and never writes over it",
  { timeout: 120_000 },
  async () => {
    expect(await project.waybill("init")).toMatchObject({ code: 0, error: "" });
    const config = join(project.path, "waybill.config.ts");
    const written = await readFile(config, "utf8");
    expect(await project.waybill("generate")).toMatchObject({ code: 0 });
    const connector = join(project.path, "src/connectors/harbor-crm/connector.ts");
    expect(compileStrictly([config, connector])).toEqual([]);
    const again = await project.waybill("init");
    expect(again.code).toBe(2);
    expect(again.error).toContain("is there already, and it is not written over");
    expect(await readFile(config, "utf8")).toBe(written);
  },
);

test("init in a folder without documents says what to do, and as JSON what it found", async () => {
  await rm(join(project.path, "vendors"), { recursive: true });
  expect(await project.waybill("init")).toMatchObject({
    code: 2,
    error: expect.stringContaining("There is no OpenAPI document in this folder"),
  });
  await mkdir(join(project.path, "vendors"));
  await writeFile(join(project.path, "vendors/a.yaml"), "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {}\n");
  expect((await project.waybill("init")).error).toContain("No operation of this document lists a collection");
});

test(
  "corrections are typed against generated paths, and code for the run is imported by the connector alone",
  { timeout: 120_000 },
  async () => {
    const config = (streams: string): Promise<void> =>
      writeFile(
        join(project.path, "waybill.config.ts"),
        `import { defineConfig } from "@waybill/codegen";
import type { paths } from "./src/harbor/schema.d.ts";
export const config = defineConfig<{ harbor: paths }>({
  connectors: { harbor: { document: "vendors/harbor-crm.yaml", out: "src/harbor", streams: { ${streams} } } },
});
`,
      );
    await writeFile(
      join(project.path, "src/mapping.ts"),
      'import type { JsonObject } from "@waybill/sync/connector";\nexport const toContact = (record: JsonObject): JsonObject => record;\n',
    );
    await config('"GET /contacts": { runtime: { map: { module: "./src/mapping.ts", export: "toContact" } } }');
    expect(await project.waybill("generate")).toMatchObject({ code: 0 });
    const connector = join(project.path, "src/harbor/connector.ts");
    expect(await readFile(connector, "utf8")).toContain('import { toContact } from "../mapping.ts";');
    const path = join(project.path, "waybill.config.ts");
    expect(compileStrictly([path, connector])).toEqual([]);
    await config('"GET /contact": { primaryKey: ["/id"] }');
    expect(compileStrictly([path]).join()).toContain("GET /contact");
    expect((await project.waybill("generate")).error).toContain('Did you mean "GET /contacts"?');
  },
);

test("a config without a type in its package is read without a word of Node's", async () => {
  await writeFile(join(project.path, "package.json"), "{}");
  await project.waybill("init");
  expect(await project.waybill("generate")).toMatchObject({ code: 0, error: "" });
});

test("what goes to a pipe has no colours and no passing lines, and an error is one line without a stack", async () => {
  const { code, out, error } = await project.waybill("infer", "none.yaml");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(error).toBe("waybill: none.yaml: There is no such file. Check the path.\n");
});

test(
  "--watch makes what a change touches, one line a change, and ends when it is asked to",
  { timeout: 60_000 },
  async () => {
    await project.waybill("init");
    const bin = fileURLToPath(new URL("../src/bin.ts", import.meta.url));
    const watching = spawn(process.execPath, ["--conditions=@waybill/source", bin, "generate", "--watch", "--json"], {
      cwd: project.path,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: watching.stdout })[Symbol.asyncIterator]();
    const next = async (): Promise<unknown> => JSON.parse((await lines.next()).value ?? "null");
    expect(await next()).toMatchObject({ event: "generated", name: "harbor-crm" });
    expect(await next()).toEqual({ event: "waiting", files: 2 });
    await appendFile(join(project.path, "vendors/harbor-crm.yaml"), "x-note: [\n");
    expect(await next()).toMatchObject({ changed: ["vendors/harbor-crm.yaml"], error: { code: "syntax" } });
    await appendFile(join(project.path, "vendors/harbor-crm.yaml"), "]\n");
    expect(await next()).toMatchObject({
      changed: ["vendors/harbor-crm.yaml"],
      name: "harbor-crm",
      title: "Harbor CRM",
    });
    watching.kill("SIGTERM");
    const [code]: unknown[] = await once(watching, "exit");
    expect(code).toBe(0);
  },
);
