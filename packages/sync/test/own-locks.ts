import type { Lock } from "@waybill/transport";
import { platformLock } from "../src/tabs/web-lock.ts";

/** The platform's locks under names of their own: what a test leaves at work holds none that another test asks for. */
export function ownLocks(): Lock | undefined {
  const locks = platformLock();
  const space = crypto.randomUUID();
  return locks && { hold: (name, run, signal) => locks.hold(`${space} ${name}`, run, signal) };
}
