import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import type { EngineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import { prioritiesOf } from "./priorities.ts";
import type { Priorities } from "./priorities.ts";

const names = ["a", "b", "c", "d"];

/** Streams of two pages each, and the paths that were asked for, in order. */
function fourStreams({ connection, limits }: Pick<EngineOver, "connection" | "limits">) {
  const fake = fakeVendor(rowsOf(15), { streams: names });
  const paths: string[] = [];
  const engine = engineOver({
    connection,
    limits,
    streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
    vendor: (request) => {
      paths.push(new URL(request.url).pathname);
      return fake.vendor(request);
    },
  });
  return { ...engine, paths };
}

test("streams of a sync begin by priority, and as they are written where it is the same", async () => {
  const { clock, connection } = fourStreams({ connection: { priorities: { d: 2, c: 1 } } });
  const receipts = await clock.settle(connection.sync());
  expect(receipts.map(({ stream }) => stream)).toEqual(["d", "c", "a", "b"]);
});

test("while the vendor's limit makes requests wait, those of a stream that goes before are sent first", async () => {
  const limits = { requests: 1, windowMs: 10_000 };
  const { clock, connection, paths } = fourStreams({ limits, connection: { priorities: { c: 5 } } });
  await clock.settle(Promise.all(["a", "b", "c"].map((stream) => connection.pull(stream))));
  expect(paths.slice(0, 3)).toEqual(["/a", "/c", "/c"]);
  expect(paths.toSorted()).toEqual(["/a", "/a", "/b", "/b", "/c", "/c"]);
});

test("a parent goes no later than the children that wait for it", async () => {
  const paths: string[] = [];
  const children = { stream: "parents", parameters: { parent: "/id" } } as const;
  const { clock, connection } = engineOver({
    limits: { requests: 1, windowMs: 10_000 },
    connection: { priorities: { children: 9, between: 5, parents: 1 } },
    streams: [
      contractWith({ name: "between", list: { method: "GET", path: "/between" } }),
      contractWith({ name: "parents", list: { method: "GET", path: "/parents" } }),
      contractWith({ name: "children", list: { method: "GET", path: "/parents/{parent}/children" }, parent: children }),
    ],
    vendor: ({ url }) => {
      const { pathname, searchParams } = new URL(url);
      paths.push(pathname);
      const goesOn = pathname === "/between" && !searchParams.has("cursor");
      return json({ data: [{ id: goesOn ? "1" : "2" }], next: goesOn ? "1" : null });
    },
  });
  await clock.settle(Promise.all([connection.pull("between"), connection.pull("children")]));
  expect(paths).toEqual(["/between", "/parents", "/parents/2/children", "/between"]);
});

test("children that nobody named go no earlier than a parent that was put back", async () => {
  const parent = (stream: string) => ({ stream, parameters: { parent: "/id" } }) as const;
  const list = (name: string) => ({ method: "GET", path: `/${name}/{parent}` }) as const;
  const children = contractWith({ name: "children", list: list("children"), parent: parent("parents") });
  const below = contractWith({ name: "below", list: list("below"), parent: parent("children") });
  const parents = contractWith({ name: "parents", list: { method: "GET", path: "/parents" } });
  const { connector } = engineOver({
    vendor: () => json({ data: [], next: null }),
    streams: [below, children, parents],
  });
  const of = (given: Priorities) => ["parents", "children", "below"].map(prioritiesOf(connector, given));
  expect(of({ parents: -3 })).toEqual([-3, -3, -3]);
  expect(of({ children: -3 })).toEqual([0, -3, -3]);
  expect(of({ parents: -3, below: -1 })).toEqual([-1, -1, -1]);
  expect(of({ parents: -3, children: 2 })).toEqual([2, 2, 0]);
  expect(of({ parents: -3, below: -3 })).toEqual([-3, -3, -3]);
  expect(of({ parents: 2 })).toEqual([2, 0, 0]);
});

test.each([
  { what: "a stream that the connector does not have", priorities: { nothing: 1 } },
  { what: "no number", priorities: { a: Number.NaN } },
])("a priority of $what is refused where the connection is opened", ({ priorities }) => {
  expect(() => fourStreams({ connection: { priorities } })).toThrow(RangeError);
});
