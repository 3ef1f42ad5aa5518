import type { Lock } from "@waybill/transport";
import { contractWith } from "./contract.ts";
import { connectorOf } from "./engine.ts";

/** A vendor whose contacts never change, for workers: the emulator would take longer to load than all that they do. */
const contacts = Array.from({ length: 200 }, (_, n) => ({ id: `c${n}`, name: `Contact ${n}` }));

/** Ten of them, from the cursor of a request. */
export function contactsPage(input: RequestInfo | URL): Response {
  const from = Number(new URL(input instanceof Request ? input.url : input).searchParams.get("cursor"));
  const to = from + 10;
  const next = to < contacts.length ? String(to) : null;
  return Response.json({ data: contacts.slice(from, to), next, total: contacts.length });
}

export const contactsOf = connectorOf([contractWith()]);

/** As where a browser refuses locks to a page: its leases alone keep engines apart. */
export const refusedLocks: Lock = {
  hold: () => Promise.reject(new DOMException("Access is denied for this document.", "SecurityError")),
};
