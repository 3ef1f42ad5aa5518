import { ownId } from "../faults/huge-ids.ts";
import type { Layer } from "./call.ts";
import { struckBy } from "./struck-by.ts";

/** Understands the ids that `huge_ids` handed out, in the path and in the query. */
export const ownIds: Layer = struckBy("huge_ids", (_, call, next) => {
  const url = new URL(call.url);
  url.search = `${new URLSearchParams([...call.url.searchParams].map(([name, value]) => [name, ownId(value)]))}`;
  const path = Object.fromEntries(Object.entries(call.path).map(([name, value]) => [name, ownId(value)]));
  return next({ ...call, url, path });
});
