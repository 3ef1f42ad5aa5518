import { describe, expect, test } from "vitest";
import { packages } from "../../scripts/packages.ts";
import { cycles, reachable } from "./cycles.ts";
import { type Edge, edgesOf, entries, fileGraph, innerRoomGraph, roomGraph, sourceModules } from "./source-graph.ts";

/** Which public entries of its siblings each package may import: react -> sync -> transport, server -> sync. */
const allowed: Readonly<Record<string, RegExp>> = {
  transport: /^$/u,
  sync: /^@waybill\/transport(\/|$)/u,
  react: /^@waybill\/(sync|transport)(\/|$)/u,
  server: /^@waybill\/sync(\/|$)/u,
  codegen: /^@waybill\/sync\/connector$/u,
  emulator: /^@waybill\/sync\/connector$/u,
};

/** What the `waybill` command may load beside that, by `import()` only. */
const lazilyAllowed = /^@waybill\/(emulator|sync)(\/|$)/u;

const modules = sourceModules();
const edges = edgesOf(modules);
const publicEntries = entries();
const packageOf = (path: string): string => path.split("/")[1] ?? "";
const isSibling = ({ specifier }: Edge): boolean => specifier.startsWith("@waybill/");
const show = ({ from, specifier }: Edge): string => `${from} imports ${specifier}`;

test("every package of the house has its place in the line", () => {
  expect(packages().map(({ folder }) => packageOf(folder))).toEqual(Object.keys(allowed).toSorted());
});

describe.for(Object.entries(allowed))("%s", ([name, entry]) => {
  const own = edges.filter(({ from }) => packageOf(from) === name);

  test("imports only the siblings that stand below it", () => {
    const strangers = own.filter((edge) => isSibling(edge) && !(edge.kind === "lazy" && name === "codegen"));
    expect(strangers.filter(({ specifier }) => !entry.test(specifier)).map(show)).toEqual([]);
  });

  test("depends on the siblings that it imports, and on no others", () => {
    const imported = new Set(own.filter((edge) => isSibling(edge)).map(({ specifier }) => packageName(specifier)));
    const manifest = packages().find(({ folder }) => packageOf(folder) === name)?.manifest;
    const declared = Object.keys({ ...manifest?.dependencies, ...manifest?.peerDependencies });
    expect(declared.filter((dependency) => dependency.startsWith("@waybill/")).toSorted()).toEqual(
      [...imported].toSorted(),
    );
  });
});

const packageName = (specifier: string): string => specifier.split("/").slice(0, 2).join("/");

test("siblings are used through their public entries only", () => {
  const deep = edges.filter((edge) => isSibling(edge) && !publicEntries.has(edge.specifier));
  const across = edges.filter(
    ({ specifier, from, to }) => specifier.startsWith(".") && packageOf(to ?? from) !== packageOf(from),
  );
  expect([...deep, ...across].map(show)).toEqual([]);
});

test("every relative import leads to a file", () => {
  expect(edges.filter(({ specifier, to }) => specifier.startsWith(".") && to === undefined).map(show)).toEqual([]);
});

test("only the `waybill` command loads the emulator and the engine, and only when it needs them", () => {
  const graph = fileGraph(edges, "value", "type", "lazy");
  const library = reachable(graph, "packages/codegen/src/index.ts");
  const lazy = edges.filter((edge) => edge.kind === "lazy" && isSibling(edge));
  expect(
    lazy.filter(({ from, specifier }) => packageOf(from) !== "codegen" || !lazilyAllowed.test(specifier)).map(show),
  ).toEqual([]);
  expect(lazy.filter(({ from }) => library.has(from)).map(show)).toEqual([]);
});

test("no file imports itself around a corner, types included", () => {
  expect(cycles(fileGraph(edges, "value", "type"))).toEqual([]);
});

test("rooms of a package form a line too: no two load each other", () => {
  expect(cycles(roomGraph(edges, "value"))).toEqual([]);
});

test.for(["packages/codegen/src/infer", "packages/codegen/src/load", "packages/sync/src/pull"])(
  "the rooms inside %s form a line, types included",
  (room) => {
    const graph = innerRoomGraph(edges, room);
    expect(graph.size).toBeGreaterThan(4);
    expect(cycles(graph)).toEqual([]);
  },
);

test("the connector contract, all that emulator and codegen share with the engine, loads nothing of the engine", () => {
  const shared = reachable(fileGraph(edges, "value", "type"), "packages/sync/src/connector/index.ts");
  expect([...shared].filter((path) => !path.startsWith("packages/sync/src/connector/"))).toEqual([]);
});

test("the engine and its store in IndexedDB load nothing that has an entry of its own to be paid for where it is used", () => {
  const apart = ["cron", "drift", "encrypted", "explain", "export", "status-http", "worker"];
  const graph = fileGraph(edges, "value");
  const paid = ["@waybill/sync", "@waybill/sync/idb"].flatMap((name) => [
    ...reachable(graph, publicEntries.get(name) ?? ""),
  ]);
  const own = apart.map((name) => (publicEntries.get(`@waybill/sync/${name}`) ?? "").replace(/index\.ts$/u, ""));
  expect(own.filter((path) => !path.startsWith("packages/sync/src/"))).toEqual([]);
  expect(paid.length).toBeGreaterThan(200);
  expect(paid.filter((path) => own.some((room) => path.startsWith(room)))).toEqual([]);
});

test("the emulator's own opinion of a page reaches no file of the engine", () => {
  const graph = fileGraph(edges, "value");
  const reached = [...publicEntries]
    .filter(([name]) => packageName(name) === "@waybill/emulator")
    .flatMap(([, path]) => [...reachable(graph, path)]);
  expect(reached.filter((path) => !/^packages\/(emulator\/src|sync\/src\/connector)\//u.test(path))).toEqual([]);
});
