import type { Clock } from "@waybill/transport";
import { createVirtualClock } from "@waybill/transport/testing";
import { expect, test } from "vitest";
import { createMemoryStore } from "../store/index.ts";
import { withLease } from "./lease.ts";

const place = { connection: "acme", stream: "contacts" };
const leaseMs = 15_000;
const hour = 3_600_000;

test("a holder that slept with the device, as did who waits for it, has time to show that it lives", async () => {
  const [clock, store] = [createVirtualClock(), createMemoryStore()];
  const beat = (heartbeat: number) => store.commit({ ...place, lease: { owner: "a", token: 1, heartbeat } });
  await beat(0);
  let atLeast = 0;
  const drowsy: Clock = { ...clock, sleep: (ms, signal) => clock.sleep(Math.max(ms, atLeast), signal) };
  const at = { ...place, store, clock: drowsy, owner: "b", queue: {}, leaseMs };
  let isTaken = false;
  const waiting = withLease(at, new AbortController().signal, async () => void (isTaken = true));
  await clock.advance(leaseMs / 5 - 1);
  atLeast = hour;
  await clock.advance(1);
  atLeast = 0;
  await clock.advance(hour);
  expect([clock.monotonic() > hour, isTaken]).toEqual([true, false]);
  await clock.advance(leaseMs / 5 - 1);
  await beat(1);
  await clock.advance(leaseMs);
  expect(isTaken).toBe(false);
  await clock.advance(1);
  await waiting;
  expect(isTaken).toBe(true);
});
