import { expect, test, vi } from "vitest";
import { platformLock } from "./platform-lock.ts";

const refused = new DOMException("The request was denied.", "SecurityError");

function platformAnswers(request: (name: string, options: object, run: () => Promise<unknown>) => Promise<unknown>) {
  vi.stubGlobal("navigator", { locks: { request } });
}

test("where a browser refuses locks with the storage of a site, the work runs without", async () => {
  platformAnswers(() => Promise.reject(refused));
  const run = vi.fn<() => Promise<string>>(async () => "renewed");
  await expect(platformLock().hold("acme", run)).resolves.toBe("renewed");
  expect(run).toHaveBeenCalledOnce();
});

test("work that failed under the lock is not done again, whatever it failed with", async () => {
  platformAnswers((_name, _options, run) => run());
  const run = vi.fn<() => Promise<string>>(() => Promise.reject(refused));
  await expect(platformLock().hold("acme", run)).rejects.toBe(refused);
  expect(run).toHaveBeenCalledOnce();
});

test("a wait for the lock that was given up begins no work", async () => {
  const reason = new Error("The page is left.");
  platformAnswers(() => Promise.reject(reason));
  const run = vi.fn<() => Promise<string>>(async () => "renewed");
  await expect(platformLock().hold("acme", run, AbortSignal.abort(reason))).rejects.toBe(reason);
  expect(run).not.toHaveBeenCalled();
});
