import { existsSync, globSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { type Package, packages } from "../../scripts/packages.ts";
import { root } from "../../scripts/run.ts";
import type { Graph } from "./cycles.ts";
import { type Import, readSourceModule, type SourceModule } from "./source-module.ts";

/** One import of one file, with where it leads. */
export interface Edge {
  readonly from: string;
  readonly specifier: string;
  readonly kind: Import["kind"];
  /** The file of this repository that it means; undefined for packages from elsewhere and for what is not there. */
  readonly to: string | undefined;
}

const testFile = /\.(test|test-d|bench)\.([\w-]+\.)?tsx?$/u;

/** Every source file of every package, tests left out. */
export const sourceModules = (): readonly SourceModule[] =>
  globSync("packages/*/src/**/*.{ts,tsx}", { cwd: root })
    .filter((path) => !testFile.test(path))
    .toSorted()
    .map(readSourceModule);

/** All imports of these modules, resolved. */
export const edgesOf = (modules: readonly SourceModule[]): readonly Edge[] =>
  modules.flatMap(({ path, imports }) =>
    imports.map(({ specifier, kind }) => ({ from: path, specifier, kind, to: resolve(path, specifier) })),
  );

/** The graph of files, of the kinds of import that are asked for. */
export const fileGraph = (edges: readonly Edge[], ...kinds: readonly Import["kind"][]): Graph =>
  grouped(
    edges
      .filter(({ kind }) => kinds.includes(kind))
      .flatMap(({ from, to }) => (to === undefined ? [] : [[from, to] as const])),
  );

/** The room of a file, as in `packages/sync/src/pull`; a file directly under `src` stands for itself. */
const roomOf = (path: string): string => path.split("/").slice(0, 4).join("/");

/** The graph of rooms: of the folders directly under each `src`. A file beside them wires rooms and is none itself. */
export const roomGraph = (edges: readonly Edge[], ...kinds: readonly Import["kind"][]): Graph =>
  grouped(
    [...fileGraph(edges, ...kinds)].flatMap(([from, targets]) =>
      targets.map((to) => [roomOf(from), roomOf(to)] as const).filter(([one, other]) => one !== other),
    ),
  );

/** The same inside one room, types included: of the folders directly under it. The files beside them wire these and are none. */
export const innerRoomGraph = (edges: readonly Edge[], room: string): Graph => {
  const depth = room.split("/").length + 1;
  const innerOf = (path: string): string => path.split("/").slice(0, depth).join("/");
  return grouped(
    [...fileGraph(edges, "value", "type")].flatMap(([from, targets]) =>
      targets
        .filter((to) => from.startsWith(`${room}/`) && to.startsWith(`${room}/`))
        .map((to) => [innerOf(from), innerOf(to)] as const)
        .filter(([one, other]) => one !== other),
    ),
  );
};

/** The source behind each public entry: `@waybill/sync/idb` -> `packages/sync/src/store/idb/index.ts`. */
export const entries = (all: readonly Package[] = packages()): ReadonlyMap<string, string> =>
  new Map(
    all.flatMap(({ name, folder, manifest }) =>
      Object.entries(manifest.exports ?? {}).flatMap(([subpath, target]) => {
        const source = typeof target === "string" ? target : target["@waybill/source"];
        return source === undefined || subpath === "./package.json"
          ? []
          : [[join(name, subpath), join(folder, source)] as const];
      }),
    ),
  );

const publicEntries = entries();

/** The source of each module that differs by platform, where the platform has nothing of its own: `packages/transport#redirects`. */
const everywhere: ReadonlyMap<string, string | undefined> = new Map(
  packages().flatMap(({ folder, manifest }) =>
    Object.entries(manifest.imports ?? {}).map(([name, { "@waybill/source": source }]) => [
      `${folder}${name}`,
      source["default"] && join(folder, source["default"]),
    ]),
  ),
);

function resolve(from: string, specifier: string): string | undefined {
  if (specifier.startsWith("#")) return everywhere.get(`${roomOf(from).split("/", 2).join("/")}${specifier}`);
  if (!specifier.startsWith(".")) return publicEntries.get(specifier);
  const path = join(dirname(from), specifier);
  return existsSync(join(root, path)) ? path : undefined;
}

function grouped(pairs: readonly (readonly [string, string])[]): Graph {
  const graph = new Map<string, string[]>();
  for (const [from, to] of pairs) {
    const targets = graph.get(from);
    if (targets === undefined) graph.set(from, [to]);
    else if (!targets.includes(to)) targets.push(to);
  }
  return graph;
}
