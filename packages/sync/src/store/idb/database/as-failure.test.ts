import { expect, test } from "vitest";
import { asFailure } from "./as-failure.ts";
import { openStore } from "../open-store.ts";

test.each(["NotReadableError", "DataError"])("a row that cannot be read back says what to do next (%s)", (name) => {
  const { failure } = asFailure(new DOMException("", name));
  expect(failure).toMatchObject({ code: "storage", retryable: false });
  expect(failure.message).toMatch(/cannot be read back, and nothing was changed\. Erase the connection/);
});

/** A browser whose requests for a database all end so. */
function refusing(message: string, name: string): IDBFactory {
  const open = () => {
    const request = Object.assign(new EventTarget(), { error: new DOMException(message, name) });
    queueMicrotask(() => request.dispatchEvent(new Event("error")));
    return request;
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of a factory only this is used
  return { open } as unknown as IDBFactory;
}

test.each([
  {
    what: "Site data that a person blocks",
    name: "UnknownError",
    message: "The user denied permission to access the database.",
  },
  {
    what: "A private window",
    name: "InvalidStateError",
    message: "A mutation operation was attempted on a database that did not allow mutations.",
  },
  { what: "A sandboxed frame", name: "SecurityError", message: "The operation is insecure." },
])("invariant 110: $what gives a store in memory, with the reason ($name)", async ({ name, message }) => {
  const store = await openStore({ tenant: "t", indexedDB: refusing(message, name) });
  expect(store).toMatchObject({ durable: false, notDurableBecause: { code: "storage", cause: { name, message } } });
});

test("a database that cannot be opened, without a word of permission, is none that is refused", async () => {
  const indexedDB = refusing("Internal error opening backing store for indexedDB.open.", "UnknownError");
  await expect(openStore({ tenant: "t", indexedDB })).rejects.toMatchObject({ code: "storage" });
});
