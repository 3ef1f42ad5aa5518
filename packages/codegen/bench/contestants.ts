import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { binOf } from "./peers.ts";

/** A generator and how it is run on a document. */
export interface Contestant {
  readonly name: string;
  /** Arguments of Node; undefined where it is not installed. */
  readonly argv: (document: string, folder: string) => readonly string[] | undefined;
  /** How often it is run for each run of a slow one. */
  readonly isOurs: boolean;
}

const require = createRequire(import.meta.url);
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const openapiTypescript = join(dirname(require.resolve("openapi-typescript/package.json")), "bin/cli.js");

const bin = here("../dist/bundle/bin.js");
const ours = (types: "streams" | "whole"): Contestant => ({
  name: types === "streams" ? "waybill, what all streams use" : "waybill, the whole document",
  isOurs: true,
  argv: (document, folder) => [bin, "generate", document, "--out", join(folder, types), "--types", types],
});

/** The generators, ours and the one that all are compared with first. `config` is that of a connector of six streams. */
export function contestants(peers: string | undefined, config: string): readonly Contestant[] {
  const binOfPeer = (name: string, command: string): string | undefined =>
    peers === undefined ? undefined : binOf(peers, name, command);
  const peer = (
    name: string,
    path: string | undefined,
    args: (document: string, folder: string) => readonly string[],
  ): Contestant => ({
    name,
    isOurs: false,
    argv: (document, folder) => (path === undefined ? undefined : [path, ...args(document, folder)]),
  });
  return [
    {
      ...peer("openapi-typescript", openapiTypescript, (document, folder) => [
        document,
        "-o",
        join(folder, "openapi-typescript.d.ts"),
      ]),
      isOurs: true,
    },
    { name: "waybill, a connector of six", isOurs: true, argv: () => [bin, "generate", "--config", config] },
    ours("streams"),
    ours("whole"),
    peer("@hey-api/openapi-ts", binOfPeer("@hey-api/openapi-ts", "openapi-ts"), (document, folder) => [
      "-i",
      document,
      "-o",
      join(folder, "hey-api"),
      "--silent",
    ]),
    peer("orval", binOfPeer("orval", "orval"), (document, folder) => [
      "--input",
      document,
      "--output",
      join(folder, "orval/api.ts"),
      "--client",
      "fetch",
    ]),
    peer("kubb", binOfPeer("@kubb/cli", "kubb"), (document, folder) => [
      "generate",
      "--config",
      kubbConfig(peers ?? "", document, folder),
      "--logLevel",
      "silent",
    ]),
    peer(
      "swagger-typescript-api",
      binOfPeer("swagger-typescript-api", "swagger-typescript-api"),
      (document, folder) => ["generate", "-p", document, "-o", join(folder, "sta"), "--silent"],
    ),
  ];
}

/** Kubb reads a config beside its own packages. */
function kubbConfig(peers: string, document: string, folder: string): string {
  const path = join(peers, "kubb.config.mjs");
  const output = JSON.stringify({ path: join(folder, "kubb"), clean: true });
  writeFileSync(
    path,
    `import { defineConfig } from "@kubb/core";
import { pluginOas } from "@kubb/plugin-oas";
import { pluginTs } from "@kubb/plugin-ts";
export default defineConfig({
  input: { path: ${JSON.stringify(document)} }, output: ${output},
  plugins: [pluginOas({ validate: false }), pluginTs({ output: { path: "types.ts", barrelType: false } })],
});
`,
  );
  return path;
}
