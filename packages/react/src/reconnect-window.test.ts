import { expect, test } from "vitest";
import { type Opener, openReconnectWindow } from "./reconnect-window.ts";
import { createManualClock } from "./testing/manual-clock.ts";

const url = "https://app.example/connect/hubspot";
const origin = "https://app.example";

/** A page that opens windows and receives messages, as much of one as the function uses. */
function fakePage(opens = true) {
  const bus = new EventTarget();
  const opened = { closed: false };
  const opener = {
    open: () => (opens ? opened : null),
    addEventListener: bus.addEventListener.bind(bus),
  } as unknown as Opener;
  const post = (data: unknown, from: { origin?: string; source?: unknown } = {}) =>
    bus.dispatchEvent(Object.assign(new Event("message"), { data, origin, source: opened, ...from }));
  return { opener, opened, post };
}

test("requirement 32: only the opened window, from the given origin, can say how a reconnection ended", async () => {
  const { opener, post } = fakePage();
  const clock = createManualClock();
  let ended: unknown;
  const outcome = openReconnectWindow({ url, origin, opener, clock }).then((value) => (ended = value));
  await clock.advance(0);
  post({ waybill: "reconnected" }, { origin: "https://evil.example" });
  post({ waybill: "reconnected" }, { source: { closed: false } });
  post({ waybill: "constructor" });
  post("reconnected");
  post(null);
  await clock.advance(10_000);
  expect(ended).toBeUndefined();
  post({ waybill: "reconnected" });
  expect(await outcome).toEqual({ state: "reconnected" });
});

test.each(["denied", "wrong_account", "failed"])("the window can end in %s", async (state) => {
  const { opener, post } = fakePage();
  const outcome = openReconnectWindow({ url, origin, opener, clock: createManualClock() });
  await Promise.resolve();
  post({ waybill: state });
  expect(await outcome).toEqual({ state });
});

test("a window that the browser blocks is told with the way without one", async () => {
  const { opener } = fakePage(false);
  expect(await openReconnectWindow({ url, origin, opener, clock: createManualClock() })).toEqual({
    state: "blocked",
    href: url,
  });
});

test("a window that is closed without a word is cancelled", async () => {
  const { opener, opened } = fakePage();
  const clock = createManualClock();
  const outcome = openReconnectWindow({ url, origin, opener, clock });
  opened.closed = true;
  await clock.advance(500);
  expect(await outcome).toEqual({ state: "cancelled" });
});
