import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const pinned = fileURLToPath(new URL("./peers.json", import.meta.url));
const folder = fileURLToPath(new URL("../../../node_modules/.cache/codegen-peers", import.meta.url));

/**
 * Where the other generators are installed: some 300 packages, which `npm ci` of this repository does not bring. They are installed on the first run,
 * as peers.json pins them. Undefined where that cannot be done, as without a registry.
 */
export function installPeers(): string | undefined {
  const manifest = join(folder, "package.json");
  const isThere = existsSync(manifest) && readFileSync(manifest, "utf8") === readFileSync(pinned, "utf8");
  if (isThere && existsSync(join(folder, "node_modules"))) return folder;
  mkdirSync(folder, { recursive: true });
  copyFileSync(pinned, manifest);
  console.log("  installing the other generators …");
  const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return status === 0 ? folder : undefined;
}

/** The file behind a command of an installed package; undefined where it is not there. */
export function binOf(root: string, name: string, command: string): string | undefined {
  const path = join(root, "node_modules", name, "package.json");
  if (!existsSync(path)) return undefined;
  const manifest: { readonly bin?: string | Readonly<Record<string, string>> } = JSON.parse(readFileSync(path, "utf8"));
  const bin = typeof manifest.bin === "string" ? manifest.bin : manifest.bin?.[command];
  return bin === undefined ? undefined : join(dirname(path), bin);
}
