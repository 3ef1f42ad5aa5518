import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./run.ts";

export interface Package {
  readonly name: string;
  /** Relative to the root of the workspace, as in `packages/sync`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

export interface Manifest {
  readonly name: string;
  readonly private?: boolean | undefined;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>> | undefined;
  /** Modules that differ by platform: a name that begins with `#`, and by condition the file that it means. */
  readonly imports?:
    | Readonly<Record<string, { readonly "@waybill/source": Readonly<Record<string, string>> }>>
    | undefined;
  readonly dependencies?: Readonly<Record<string, string>> | undefined;
  readonly peerDependencies?: Readonly<Record<string, string>> | undefined;
}

/** Every package under `packages/`, in alphabetical order. */
export const packages = (): readonly Package[] =>
  globSync("packages/*/package.json", { cwd: root })
    .toSorted()
    .map((path) => {
      const manifest: Manifest = JSON.parse(readFileSync(join(root, path), "utf8"));
      return { name: manifest.name, folder: dirname(path), manifest };
    });

/** Those that users install from a registry. */
export const publishable = (): readonly Package[] => packages().filter(({ manifest }) => manifest.private !== true);
