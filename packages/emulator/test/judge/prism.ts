import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { JsonObject } from "@waybill/sync/connector";

/** One thing that Prism holds against an answer; a status that the document does not declare is a warning. */
export interface Breach {
  readonly severity: "Error" | "Warning" | "Information" | "Hint";
  readonly message: string;
  readonly location: readonly string[];
}

export interface Prism {
  /** Hands a request on to the vendor, and says what is wrong with the answer. */
  ask(request: Request): Promise<{ readonly status: number; readonly breaches: readonly Breach[] }>;
  close(): void;
}

/** The command; undefined where it is not installed, or the Node at hand does not run it. */
export function prismCommand(): string | undefined {
  const manifest = findPackageJSON("@stoplight/prism-cli", import.meta.url);
  if (manifest === undefined) return undefined;
  const command = join(dirname(manifest), "dist/index.js");
  return spawnSync(process.execPath, [command, "--version"]).status === 0 ? command : undefined;
}

/** Starts Prism between a client and the vendor at `upstream`. Throws what Prism says when it cannot read the document. */
export async function startPrism(command: string, document: JsonObject, upstream: string): Promise<Prism> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-prism-"));
  const file = join(folder, "document.json");
  // Paths are asked for as the document writes them: where they begin is the upstream's address to say.
  writeFileSync(file, JSON.stringify({ ...document, servers: [{ url: "/" }] }));
  const prism = spawn(process.execPath, [command, "proxy", file, upstream, "--port", "0"]);
  const close = (): void => {
    prism.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const url = await listening(prism);
    return { close, ask: async (request) => judged(await fetch(await redirected(request, url))) };
  } catch (error) {
    close();
    throw error;
  }
}

/** The address that Prism prints once it listens. */
function listening(prism: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const read = (chunk: Buffer): void => {
      text += stripVTControlCharacters(chunk.toString());
      const [, url] = /listening on (http:\S+)\s/.exec(text) ?? [];
      if (url !== undefined) resolve(url);
    };
    prism.stdout?.on("data", read);
    prism.stderr?.on("data", read);
    prism.once("exit", () => reject(new Error(`Prism ended before it listened: ${text}`)));
  });
}

async function redirected(request: Request, url: string): Promise<Request> {
  const { pathname, search } = new URL(request.url);
  const { method, headers } = request;
  const body = request.body === null ? undefined : await request.text();
  return new Request(url + pathname + search, { method, headers, ...(body !== undefined && { body }) });
}

async function judged(response: Response): Promise<{ status: number; breaches: readonly Breach[] }> {
  await response.arrayBuffer();
  const said: readonly Breach[] = JSON.parse(response.headers.get("sl-violations") ?? "[]");
  return { status: response.status, breaches: said.filter(({ location }) => location[0] === "response") };
}
