import { expect, test } from "vitest";
import { createEmulator } from "../emulator.ts";
import { ask, harbor, harborDocument } from "../harbor.test.fixture.ts";

test.each([204, 205])(
  "a status that allows no body has none, although the document declares one: %i",
  async (status) => {
    const content = { "application/json": { schema: { type: "object", properties: { id: { type: "string" } } } } };
    const paths = { "/odd": { get: { responses: { [status]: { description: "None.", content } } } } };
    const emulator = createEmulator({ document: { ...harborDocument, paths }, connector: harbor() });
    const response = await ask(emulator, "/odd");
    expect([response.status, await response.text()]).toEqual([status, ""]);
  },
);
