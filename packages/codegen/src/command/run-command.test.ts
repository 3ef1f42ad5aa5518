import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listDocument } from "../../test/list-document.ts";
import { runCommand } from "./run-command.ts";
import type { Terminal } from "./terminal.ts";

let folder = "";
let document = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-command-"));
  document = join(folder, "harbor.json");
  await writeFile(document, JSON.stringify(listDocument()));
});
afterEach(() => rm(folder, { recursive: true }));

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  const said = { out: "", error: "" };
  const terminal: Terminal = {
    out: (text) => void (said.out += `${text}\n`),
    error: (text) => void (said.error += `${text}\n`),
    paint: (_, text) => text,
    interrupted: async () => {},
  };
  return { code: await runCommand(argv, terminal), ...said };
}

test.each([[[]], [["--help"]], [["help"]], [["generate", "-h"]]])("%j shows the help and is fine", async (argv) => {
  expect(await run(...argv)).toMatchObject({
    code: 0,
    out: expect.stringContaining("waybill generate <document>"),
    error: "",
  });
});

test.each([
  [["fly"], 'There is no command "fly"'],
  [["constructor"], 'There is no command "constructor"'],
  [["generate"], "takes a document"],
  [["generate", "api.yaml"], "takes --out DIR"],
  [["generate", "a.yaml", "b.yaml", "--out", "x"], '"b.yaml" is too much'],
  [["generate", "api.yaml", "--fast"], "--fast"],
  [["infer", "api.yaml", "--corpus"], "takes --out DIR"],
  [["emulate", "api.yaml", "--port", "many"], "0 to 65535"],
  [["infer", "no-such-file.yaml"], "no-such-file.yaml: There is no such file."],
])("%j cannot be done: one message, no stack, exit code 2", async (argv, message) => {
  const { code, out, error } = await run(...argv);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(error).toContain(message);
  expect(error.trim().split("\n")).toHaveLength(1);
  expect(error).not.toContain("    at ");
});

test("generate writes four files, --check finds them as they are, and tells an edited one", async () => {
  const out = join(folder, "generated");
  expect((await run("generate", document, "--out", out, "--check")).code).toBe(1);
  expect(await readdir(folder)).toEqual(["harbor.json"]);
  expect(await run("generate", document, "--out", out)).toMatchObject({
    code: 0,
    out: expect.stringContaining("1 stream of Harbor"),
  });
  expect((await readdir(out)).toSorted()).toEqual(["client.ts", "connector.ts", "schema.d.ts", "shape.ts"]);
  expect((await run("generate", document, "--out", out, "--check")).code).toBe(0);
  await writeFile(join(out, "shape.ts"), "");
  expect(await run("generate", document, "--out", out, "--check")).toMatchObject({
    code: 1,
    out: expect.stringContaining("shape.ts"),
  });
});

test("infer shows the streams, and as JSON the evidence of each answer", async () => {
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

test("infer --corpus writes a prediction and the vendor", async () => {
  const out = join(folder, "predictions");
  await run("infer", document, "--corpus", "--out", out);
  expect((await readdir(out)).toSorted()).toEqual(["harbor.json", "harbor.vendor.json"]);
});

test("--name names the vendor", async () => {
  expect((await run("infer", document, "--json", "--name", "Tide & Co.")).out).toContain('"vendor": "tide-co"');
});
