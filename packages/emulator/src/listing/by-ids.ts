import { typesOf } from "../document/schema.ts";
import type { Exchange } from "../http/exchange.ts";
import type { Blueprint } from "../records/blueprint.ts";
import { singular } from "../records/names.ts";
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
  const name = plan.contract.primaryKey.length === 1 ? parameterOf(plan) : undefined;
  if (name === undefined) return undefined;
  const sent = [...url.searchParams.getAll(name), ...url.searchParams.getAll(`${name}[]`)];
  const keys = sent.flatMap((text) => text.split(",")).filter((key) => key !== "");
  return keys.length === 0 ? undefined : keys;
}

/** `id` is one of several filters in some documents; as a list it names keys everywhere. */
function parameterOf({ contract, list }: Blueprint): string | undefined {
  const query = list.parameters.filter((each) => each.in === "query");
  const isNamed = (name: string): boolean => {
    const plain = singular(name.replace(/\[\]$/, "")); // `contact_ids` is `contactid`
    return /s(\[\])?$/i.test(name) && (plain === "id" || plain === `${singular(contract.name)}id`);
  };
  const found =
    query.find(({ name }) => isNamed(name)) ??
    query.find(({ name, schema }) => /^id(\[\])?$/i.test(name) && typesOf(schema).includes("array"));
  return found?.name.replace(/\[\]$/, "");
}
