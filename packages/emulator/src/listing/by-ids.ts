import type { Exchange } from "../http/exchange.ts";
import type { Blueprint } from "../records/blueprint.ts";
import type { Collection } from "../state/collection.ts";
import type { Entries } from "../state/entries.ts";
import { isShown, type Shown } from "../state/shown.ts";
import { listed } from "./views.ts";

/** The entries whose keys a request names, where the list has a parameter for that: `ids=1,2`, `id=1&id=2`, `contact_ids[]=1`. Undefined: it names none. */
export function wanted(
  collection: Collection,
  plan: Blueprint,
  asked: { exchange: Exchange; shown: Shown },
): Entries | undefined {
  const keys = keysIn(asked.exchange, plan);
  if (keys === undefined) return undefined;
  const found = keys.map((key) => collection.find([key])).filter((entry) => entry !== undefined);
  const entries = [...new Map(found.map((entry) => [entry.n, entry])).values()].filter((entry) =>
    isShown(entry, asked.shown, plan.contract),
  );
  return listed(entries.toSorted((a, b) => collection.compare(collection.rankOf(a), collection.rankOf(b))));
}

/** Only a record with one key field can be named by one value. */
function keysIn({ url }: Exchange, plan: Blueprint): readonly string[] | undefined {
  const name = plan.idsParameter;
  if (name === undefined || plan.contract.primaryKey.length !== 1) return undefined;
  const sent = [...url.searchParams.getAll(name), ...url.searchParams.getAll(`${name}[]`)];
  const keys = sent.flatMap((text) => text.split(",")).filter((key) => key !== "");
  return keys.length === 0 ? undefined : keys;
}
