import { expect, test, vi } from "vitest";
import { inLockedTurn } from "./locked-turn.ts";
import type { Lock } from "./stores.ts";
import { Turns } from "./turns.ts";

const refused = new DOMException("The request was denied.", "SecurityError");
const refusing: Lock = { hold: () => Promise.reject(refused) };

test("where a browser refuses locks with the storage of a site, works of one name still go one after the other", async () => {
  const turns = new Turns();
  const log: string[] = [];
  const works = (name: string) => async () => {
    log.push(`${name} begins`);
    await Promise.resolve();
    log.push(`${name} ends`);
    return name;
  };
  const hold = inLockedTurn(turns, refusing);
  const both = ["one", "other"].map((name) => hold("acme", works(name)));
  await expect(Promise.all(both)).resolves.toEqual(["one", "other"]);
  expect(log).toEqual(["one begins", "one ends", "other begins", "other ends"]);
});

test("work that failed under the lock is not done again, whatever it failed with", async () => {
  const lock: Lock = { hold: (_name, run) => run() };
  const work = vi.fn<() => Promise<string>>(() => Promise.reject(refused));
  await expect(inLockedTurn(new Turns(), lock)("acme", work)).rejects.toBe(refused);
  expect(work).toHaveBeenCalledOnce();
});

test("a wait for the lock that was given up begins no work", async () => {
  const reason = new Error("The page is left.");
  const lock: Lock = { hold: () => Promise.reject(reason) };
  const work = vi.fn<() => Promise<string>>(async () => "renewed");
  const signal = AbortSignal.abort(reason);
  await expect(inLockedTurn(new Turns(), lock)("acme", work, signal)).rejects.toBe(reason);
  expect(work).not.toHaveBeenCalled();
});
