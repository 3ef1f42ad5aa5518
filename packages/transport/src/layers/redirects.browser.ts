import type { Fetch } from "../clock.ts";
import type { Outgoing } from "../call/outgoing.ts";
import { transmit } from "./transmit.ts";

/** What cannot be inspected is not followed. */
export function inspected(fetch: Fetch, request: Outgoing): Promise<Response> {
  return transmit(fetch, request, "error");
}
