import { expect, test } from "vitest";
import { createEmulator } from "../emulator.ts";
import { ask, harbor, harborDocument, stillClock } from "../harbor.test.fixture.ts";
import { generations } from "./generations.test.fixture.ts";

const start = (records = 30) =>
  createEmulator({ document: harborDocument, connector: harbor(), clock: stillClock(), records });

test("a list below a parent that exists is answered", async () => {
  const emulator = start();
  for (const { id } of emulator.records("contacts") as readonly { id: string }[])
    expect((await ask(emulator, `/contacts/${id}/notes`)).status).toBe(200);
});

test.each(["con_nobody", "17", "__proto__", "%00"])(
  "a list below a parent that nobody has (%s) is a 404",
  async (id) => {
    const emulator = start();
    expect((await ask(emulator, `/contacts/${id}/notes`)).status).toBe(404);
    expect(emulator.stats().requests["notes"]).toMatchObject([{ status: 404, records: 0 }]);
  },
);

test("a list below a parent that was made since is answered, and empty no longer than it is", async () => {
  const emulator = start();
  const { id } = emulator.create("contacts", { name: "Ada" }) as { id: string };
  emulator.create("notes", { body: "Called back." }, { contact_id: id });
  const response = await ask(emulator, `/contacts/${id}/notes`);
  expect(await response.json()).toMatchObject({
    data: expect.arrayContaining([expect.objectContaining({ body: "Called back." })]) as unknown,
  });
});

const listed = async (emulator: ReturnType<typeof generations>, path: string) => {
  const response = await ask(emulator, path);
  const body = (await response.json()) as { data?: readonly { id: string }[] };
  return response.status === 200 ? (body.data ?? []).map(({ id }) => id) : response.status;
};

test("a list that a query parameter names a parent of holds that parent's records alone", async () => {
  const emulator = generations({ records: 8 });
  const boards = emulator.records("boards") as readonly { id: string }[];
  const found = await Promise.all(boards.map(({ id }) => listed(emulator, `/columns?board=${id}`)));
  expect(found).toEqual(
    boards.map(({ id }) => (emulator.children("columns", { board: id }) as readonly { id: string }[]).map((c) => c.id)),
  );
  expect(found.flat()).toHaveLength(emulator.records("columns").length);
  expect(await listed(emulator, "/columns?board=nobody")).toBe(404);
});

test("a list that names no parent is refused as the document says, and told", async () => {
  const emulator = generations({ records: 8 });
  expect(await listed(emulator, "/columns")).toBe(400);
  expect(emulator.violations()).toHaveLength(1);
});

test("grandchildren are found below the parent whose own parent the path names, though others are called alike", async () => {
  const emulator = generations({ records: 0 });
  for (const user of ["ada", "bo"]) {
    emulator.create("users", { id: user });
    emulator.create("lists", { id: "1" }, { user });
    emulator.create("items", { id: `of-${user}` }, { user, list: "1" });
  }
  expect(await listed(emulator, "/users/ada/lists/1/items")).toEqual(["of-ada"]);
  expect(await listed(emulator, "/users/bo/lists/1/items")).toEqual(["of-bo"]);
  expect(await listed(emulator, "/users/bo/lists/2/items")).toBe(404);
  expect(emulator.records("items")).toHaveLength(2);
});

test("what is listed below a record goes with whatever that is listed below", async () => {
  const emulator = generations({ records: 0 });
  emulator.create("boards", { id: "b" });
  emulator.create("columns", { id: "c" }, { board: "b" });
  emulator.create("cards", { id: "of-c" }, { column: "c" });
  expect(await listed(emulator, "/columns/c/cards")).toEqual(["of-c"]);
  emulator.remove("boards", "b");
  expect(await listed(emulator, "/columns/c/cards")).toBe(404);
});

test("generated grandchildren are each in one list alone", async () => {
  const emulator = generations({ records: 6 });
  const ids = (emulator.records("items") as readonly { id: string }[]).map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(3);
  expect(new Set(ids).size).toBe(ids.length);
});

test("generated grandchildren of a record that was made since are found by keys that are short", () => {
  const emulator = generations({ records: 6, id: { type: "string", example: "rec_8fK2mQ" } });
  const { id: user } = emulator.create("users", {}) as { id: string };
  const below = Array.from({ length: 5 }, () => {
    const { id: list } = emulator.create("lists", {}, { user }) as { id: string };
    return emulator.children("items", { user, list }) as readonly { id: string }[];
  }).flat();
  expect(below.length).toBeGreaterThan(0);
  for (const { id } of below) expect(() => emulator.remove("items", id)).not.toThrow();
});
