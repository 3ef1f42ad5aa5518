import { mkdtemp, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, createLogger, createServer, type Logger, type ViteDevServer } from "vite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listDocument } from "../../test/list-document.ts";
import { waybill } from "./waybill-plugin.ts";

let root = "";
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "waybill-vite-")));
  await write("harbor.json", JSON.stringify(listDocument()));
  await write("index.html", '<script type="module" src="/main.ts"></script>');
  // The shape has no imports, so that the folder needs no packages.
  await write("main.ts", 'import { shape } from "./src/harbor/shape.ts"; document.title = Object.keys(shape).join();');
  await configure({ document: "harbor.json", out: "src/harbor" });
});
afterEach(() => rm(root, { recursive: true }));

const write = (path: string, text: string): Promise<void> => writeFile(join(root, path), text);
const read = (path: string): Promise<string> => readFile(join(root, path), "utf8");
const configure = (harbor: object): Promise<void> =>
  write("waybill.config.mjs", `export const config = ${JSON.stringify({ connectors: { harbor } })};`);

const plugins = () => [waybill({ config: "waybill.config.mjs" })];

/** What is told of a change of a file that wrote something. It may name others: what the system tells late of an earlier change comes with it. */
const wroteFor = (name: string): RegExp => new RegExp(`${name}.* changed; harbor: wrote`);

/** A logger whose lines can be waited for. */
function keptLog(): { readonly logger: Logger; readonly line: (part: string | RegExp) => Promise<string> } {
  const lines: string[] = [];
  let told: () => void = () => {};
  const add = (text: string): void => {
    lines.push(text);
    told();
  };
  const line = async (part: string | RegExp): Promise<string> => {
    for (;;) {
      const found = lines.findIndex((each) => each.search(part) >= 0);
      if (found >= 0) return lines.splice(0, found + 1).at(-1) ?? "";
      await new Promise<void>((resolve) => {
        told = resolve;
      });
    }
  };
  return { line, logger: { ...createLogger("silent"), info: add, warn: add, error: add } };
}

describe("a build", () => {
  const run = () => build({ root, configFile: false, logLevel: "silent", plugins: plugins(), build: { write: false } });

  test("generates before it resolves the first module, and bundles what it generated", async () => {
    const output = JSON.stringify(await run());
    expect(output).toContain("contacts");
    expect(await read("src/harbor/connector.ts")).toContain("defineConnector<paths>()");
  });

  test("leaves files alone that are as they would be written", async () => {
    await run();
    const { mtimeMs } = await stat(join(root, "src/harbor/connector.ts"));
    await run();
    expect((await stat(join(root, "src/harbor/connector.ts"))).mtimeMs).toBe(mtimeMs);
  });

  test("fails with the message of what cannot be made", async () => {
    await write("harbor.json", "");
    await expect(run()).rejects.toThrow("The file is empty. Give an OpenAPI document in YAML or JSON.");
    await rm(join(root, "waybill.config.mjs"));
    await expect(run()).rejects.toThrow("There is no config at");
  });
});

describe("a dev server", () => {
  let server: ViteDevServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function start(): Promise<ReturnType<typeof keptLog>> {
    const log = keptLog();
    server = await createServer({
      root,
      configFile: false,
      customLogger: log.logger,
      plugins: plugins(),
      server: { port: 0, host: "127.0.0.1" },
      optimizeDeps: { noDiscovery: true },
    });
    await server.listen();
    return log;
  }

  /** What a page is told, as Vite's own client hears it. */
  function page(): {
    readonly message: (type: string) => Promise<{ readonly err?: { readonly message: string } }>;
    close: () => void;
  } {
    const address = server?.httpServer?.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/?token=${server?.config.webSocketToken ?? ""}`, "vite-hmr");
    const waiting = new Map<string, (message: object) => void>();
    socket.addEventListener("message", ({ data }) => {
      const message: { readonly type: string } = JSON.parse(String(data));
      waiting.get(message.type)?.(message);
    });
    return { message: (type) => new Promise((resolve) => waiting.set(type, resolve)), close: () => socket.close() };
  }

  test("has generated before it answers, and generates anew what a changed document changes", async () => {
    const log = await start();
    expect(await log.line("waybill: harbor: 1 stream")).toContain("0 of 4 files as before");
    const modules = await server?.transformRequest("/main.ts");
    expect(modules?.code).toContain("/src/harbor/shape.ts");
    await write("harbor.json", JSON.stringify(listDocument({ path: "/ships" })));
    expect(await log.line(wroteFor("harbor.json"))).toContain("connector.ts");
    expect(await read("src/harbor/connector.ts")).toContain('path: "/ships"');
  });

  test("follows the config to another document", async () => {
    const log = await start();
    await write("quay.json", JSON.stringify(listDocument({ path: "/quays" })));
    await configure({ document: "quay.json", out: "src/harbor" });
    await log.line(wroteFor("waybill.config.mjs"));
    expect(await read("src/harbor/connector.ts")).toContain('path: "/quays"');
    await write("quay.json", JSON.stringify(listDocument({ path: "/piers" })));
    await log.line(wroteFor("quay.json"));
    expect(await read("src/harbor/connector.ts")).toContain('path: "/piers"');
  });

  test("shows what cannot be made in the overlay, to pages that are opened later too, until it is mended", async () => {
    await write("harbor.json", "{");
    const log = await start();
    await log.line("waybill: harbor: ");
    const later = page();
    expect((await later.message("error")).err?.message).toContain("The text is neither YAML nor JSON");
    const mended = later.message("full-reload");
    await write("harbor.json", JSON.stringify(listDocument()));
    await mended;
    later.close();
  });

  test("starts with a config that cannot be used, and goes on once it can", async () => {
    await write("waybill.config.mjs", "export const config = 3;");
    const log = await start();
    expect(await log.line("waybill: ")).toContain("an object is expected here");
    await configure({ document: "harbor.json", out: "src/harbor" });
    await log.line(wroteFor("waybill.config.mjs"));
    expect(await read("src/harbor/connector.ts")).toContain('path: "/contacts"');
  });
});
