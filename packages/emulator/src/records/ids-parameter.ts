import type { StreamContract } from "@waybill/sync/connector";
import type { Operation } from "../document/operation.ts";
import { typesOf } from "../document/schema.ts";
import { singular } from "./names.ts";

/** The query parameter by which a list is asked for the records of some keys. `id` is one of several filters in some documents; as a list it names keys everywhere. */
export function idsParameter({ name: stream }: StreamContract, list: Operation): string | undefined {
  const query = list.parameters.filter((each) => each.in === "query");
  const isNamed = (name: string): boolean => {
    const plain = singular(name.replace(/\[\]$/, "")); // `contact_ids` is `contactid`
    return /s(\[\])?$/i.test(name) && (plain === "id" || plain === `${singular(stream)}id`);
  };
  const found =
    query.find(({ name }) => isNamed(name)) ??
    query.find(({ name, schema }) => /^id(\[\])?$/i.test(name) && typesOf(schema).includes("array"));
  return found?.name.replace(/\[\]$/, "");
}
