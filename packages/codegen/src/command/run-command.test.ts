import { chmod, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { commandFolder, run, writeConfig } from "../../test/command.ts";
import { listDocument } from "../../test/list-document.ts";

let folder = "";
let document = "";
beforeEach(async () => {
  ({ folder, document } = await commandFolder());
});
afterEach(() => rm(folder, { recursive: true }));

const configOf = (connectors: object) => writeConfig(folder, connectors);

describe("help", () => {
  test.each([[[]], [["--help"]], [["help"]], [["-h"]]])("%j lists the commands and is fine", async (argv) => {
    const { code, out, error } = await run(...argv);
    expect({ code, error }).toEqual({ code: 0, error: "" });
    for (const command of ["init", "generate", "infer", "explain", "diff", "emulate", "check"])
      expect(out).toContain(`waybill ${command}`);
  });

  test.each(["init", "generate", "infer", "explain", "diff", "emulate", "check"])(
    "%s has help of its own",
    async (command) => {
      const help = await run(command, "--help");
      expect(help).toMatchObject({ code: 0, error: "" });
      expect(help.out).toContain(`waybill ${command}`);
      expect(help.out).toContain("Exit codes: 0 done, 1 found differences, 2 cannot be done.");
      expect(Math.max(...help.out.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(120);
      expect(await run("help", command)).toEqual(help);
    },
  );

  test("--version says the version", async () => {
    expect((await run("--version")).out).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe("what cannot be done is said in one message with its place, without a stack, with exit code 2:", () => {
  test.each<readonly [readonly string[], string]>([
    [["fly"], 'There is no command "fly".'],
    [["genrate"], 'Did you mean "generate"?'],
    [["constructor"], 'There is no command "constructor"'],
    [["generate", "api.yaml"], "takes --out DIR"],
    [["generate", "--out", "x"], "no document is given"],
    [["generate", "a.yaml", "b.yaml", "--out", "x"], '"b.yaml" is too much'],
    [["generate", "--check", "--watch"], "--watch writes and --check does not"],
    [["generate", "api.yaml", "--chek"], 'has no option "--chek". Did you mean "--check"?'],
    [["generate", "api.yaml", "--out"], "--out"],
    [["generate", "a.yaml", "--out", "x", "--types", "all"], '--types takes streams or whole, not "all".'],
    [["infer"], "takes a document"],
    [["infer", "a.yaml", "b.yaml"], '"b.yaml" is too much'],
    [["infer", "api.yaml", "--corpus"], "takes --out DIR"],
    [["infer", "api.yaml", "--port", "1"], 'has no option "--port"'],
    [["infer", "no-such-file.yaml"], "no-such-file.yaml: There is no such file."],
    [["infer", "api.yaml", "--config", "none.ts"], "There is no config at none.ts."],
    [["explain"], "takes an operation"],
    [["explain", "listContacts"], "no document is given"],
    [["diff", "a.yaml"], "takes two documents"],
    [["diff", "a.yaml", "b.yaml", "--fail-on", "all"], "--fail-on takes breaking, deprecated, any, none"],
    [["emulate", "api.yaml", "--port", "many"], "0 to 65535"],
    [["check", "api.yaml"], "takes --against <base-url>"],
    [["check", "api.yaml", "--against", "sandbox"], "takes an http or https address"],
    [["check", "api.yaml", "--against", "https://me:word@sandbox.test"], "without a user name or password"],
  ])("%j", async (argv, message) => {
    const { code, out, error } = await run(...argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toContain(message);
    expect(error.trim().split("\n")).toHaveLength(1);
    expect(error).not.toContain("    at ");
  });

  test.each(["infer", "diff", "explain", "generate"])(
    "%s of a directory, an empty file, and what is no document",
    async (command) => {
      const empty = join(folder, "empty.yaml");
      const list = join(folder, "list.yaml");
      await writeFile(empty, "");
      await writeFile(list, "- 1\n");
      const argv = (path: string): readonly string[] =>
        ({
          infer: ["infer", path],
          diff: ["diff", document, path],
          explain: ["explain", "x", path],
          generate: ["generate", path, "--out", join(folder, "out")],
        })[command] ?? [];
      for (const [path, message] of [
        [folder, "This is a directory."],
        [empty, "The file is empty."],
        [list, "The document is a list, not an object."],
      ] as const) {
        const { code, error } = await run(...argv(path));
        expect({ code, said: error.includes(message) }).toEqual({ code: 2, said: true });
        expect(error).toContain(path);
      }
    },
  );

  test("a folder that cannot be written to", async () => {
    await writeFile(join(folder, "taken"), "");
    const { code, error } = await run("generate", document, "--out", join(folder, "taken"));
    expect({ code, lines: error.trim().split("\n").length }).toEqual({ code: 2, lines: 1 });
    expect(error).toContain("taken");
  });

  test.runIf(process.getuid?.() !== 0)("a file that this user may not read", async () => {
    await chmod(document, 0);
    expect((await run("infer", document)).error).toContain("cannot be read (EACCES)");
  });

  test("with --json also as JSON", async () => {
    const { code, out } = await run("infer", join(folder, "none.yaml"), "--json");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({
      error: { code: "not-found", file: join(folder, "none.yaml"), message: expect.stringContaining("no such file") },
    });
  });
});

describe("generate", () => {
  test("writes four files of a document, --check finds them as they are, and tells an edited one", async () => {
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
    const checked = await run("generate", document, "--out", out, "--check", "--json");
    expect(checked.code).toBe(1);
    expect(JSON.parse(checked.out)).toMatchObject({
      connectors: [
        {
          streams: ["contacts"],
          files: expect.arrayContaining([
            { path: expect.stringContaining("shape.ts"), state: "differs" },
            { path: expect.stringContaining("client.ts"), state: "same" },
          ]),
        },
      ],
    });
  });

  test("makes every connector of the config, each in its folder, with its corrections, and again to the same bytes", async () => {
    await writeFile(join(folder, "quay.json"), JSON.stringify(listDocument({ path: "/ships" })));
    const config = await configOf({
      harbor: {
        document: "harbor.json",
        out: "src/harbor",
        name: "Harbor West",
        streams: { contacts: { primaryKey: ["/id"] } },
      },
      quay: { document: "quay.json", out: "src/quay" },
    });
    expect(await run("generate", "--config", config)).toMatchObject({ code: 0 });
    expect((await readdir(join(folder, "src"))).toSorted()).toEqual(["harbor", "quay"]);
    const connector = await readFile(join(folder, "src/harbor/connector.ts"), "utf8");
    expect(connector).toContain('title: "Harbor West"');
    expect(connector).toContain("// 1.00: corrected in waybill.config.ts");
    expect(await run("generate", "--config", config, "--check")).toMatchObject({ code: 0 });
  });

  test("makes the named connectors, and knows what a wrong name was meant to be", async () => {
    const config = await configOf({
      harbor: { document: "harbor.json", out: "src/harbor" },
      quay: { document: "none.json", out: "src/quay" },
    });
    expect(await run("generate", "harbor", "--config", config)).toMatchObject({ code: 0 });
    expect((await run("generate", "harbr", "--config", config)).error).toContain(
      'has no connector "harbr". Did you mean "harbor"?',
    );
  });

  test("goes on with the others where one document cannot be used, and ends with exit code 2", async () => {
    const config = await configOf({
      quay: { document: "none.json", out: "src/quay" },
      harbor: { document: "harbor.json", out: "src/harbor" },
    });
    const { code, out, error } = await run("generate", "--config", config);
    expect(code).toBe(2);
    expect(error).toContain("none.json: There is no such file.");
    expect(out).toContain("1 stream of Harbor");
  });

  test("types the whole document where it is asked to", async () => {
    const paths = { "/ping": { get: { responses: { "200": { description: "ok" } } } } };
    await writeFile(document, JSON.stringify(listDocument({ paths })));
    const typed = async (...argv: readonly string[]): Promise<string> => {
      expect(await run("generate", ...argv)).toMatchObject({ code: 0 });
      return readFile(join(folder, "out/schema.d.ts"), "utf8");
    };
    expect(await typed(document, "--out", join(folder, "out"))).not.toContain("/ping");
    expect(await typed(document, "--out", join(folder, "out"), "--types", "whole")).toContain("/ping");
    const config = await configOf({ harbor: { document: "harbor.json", out: "out", types: "whole" } });
    expect(await typed("--config", config)).toContain("/ping");
  });

  test("refuses two connectors in one folder", async () => {
    const config = await configOf({
      a: { document: "harbor.json", out: "src" },
      b: { document: "harbor.json", out: "./src/" },
    });
    expect(await run("generate", "--config", config)).toMatchObject({
      code: 2,
      error: expect.stringContaining('"a" and "b" write into one folder'),
    });
  });

  test("names a correction that the document has outgrown, with what it is like", async () => {
    const config = await configOf({ harbor: { document: "harbor.json", out: "src", streams: { "GET /contact": {} } } });
    expect(await run("generate", "--config", config)).toMatchObject({
      code: 2,
      error: expect.stringContaining(
        'connector "harbor": the document has no stream "GET /contact". Did you mean "GET /contacts"?',
      ),
    });
  });

  test("names a module or an export that is not there", async () => {
    await writeFile(join(folder, "map.ts"), "export const toContact = 1;");
    const generated = async (module: string): Promise<string> => {
      const runtime = { map: { module, export: "toContcat" } };
      const config = await configOf({
        harbor: { document: "harbor.json", out: "src", streams: { contacts: { runtime } } },
      });
      return (await run("generate", "--config", config)).error;
    };
    expect(await generated("./map.ts")).toContain('./map.ts exports no "toContcat". Did you mean "toContact"?');
    expect(await generated("./none.ts")).toContain("there is no module ./none.ts");
  });

  test("applies overlays of the command line and tells of actions that select nothing", async () => {
    const overlay = join(folder, "fix.json");
    const actions = [
      { target: "$.info", update: { title: "Harbor North" } },
      { target: "$.paths['/none']", remove: true },
    ];
    await writeFile(overlay, JSON.stringify({ overlay: "1.0.0", actions }));
    const { out, error } = await run("generate", document, "--out", join(folder, "out"), "--overlay", overlay);
    expect(out).toContain("of Harbor North;");
    expect(error).toContain(`${overlay}#/actions/1/target: $.paths['/none'] selects nothing`);
  });
});

test("an emulator is not looked for where the document cannot be used", async () => {
  await mkdir(join(folder, "x"));
  expect(await run("emulate", join(folder, "x"))).toMatchObject({
    code: 2,
    error: expect.stringContaining("directory"),
  });
});
