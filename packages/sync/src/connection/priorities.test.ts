import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import type { EngineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";

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

test.each([
  { what: "a stream that the connector does not have", priorities: { nothing: 1 } },
  { what: "no number", priorities: { a: Number.NaN } },
])("a priority of $what is refused where the connection is opened", ({ priorities }) => {
  expect(() => fourStreams({ connection: { priorities } })).toThrow(RangeError);
});
