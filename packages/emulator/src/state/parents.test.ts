import { expect, test } from "vitest";
import { createEmulator } from "../emulator.ts";
import { ask, harbor, harborDocument, stillClock } from "../harbor.test.fixture.ts";

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
