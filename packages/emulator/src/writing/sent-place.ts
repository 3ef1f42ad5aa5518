import type { Json, StreamContract } from "@waybill/sync/connector";
import type { Operation } from "../document/operation.ts";
import { isObject, read, tokensOf } from "../document/pointer.ts";
import type { SchemaReader } from "../document/schema.ts";
import { singular } from "../records/names.ts";
import { recordPlace } from "./record-place.ts";

/**
 * Where the body of a write holds the record's fields: where the answer holds the record, since a vendor wraps both alike and a new record has no key
 * to be told by. Where the answer wraps nothing, an object in the body that has a key is another record which this one refers to, unless it bears the
 * stream's name.
 */
export function sentPlace(
  body: Json,
  { request, response }: Pick<Operation, "request" | "response">,
  { stream, reader }: { stream: StreamContract; reader: SchemaReader },
): string {
  const answered = recordPlace(response, stream, reader);
  if (answered !== "" && isObject(read(body, answered))) return answered;
  const own = recordPlace(request, stream, reader);
  const isBare =
    answered === "" && response !== undefined && reader.at(response, stream.primaryKey[0] ?? "") !== undefined;
  const isNamed = tokensOf(own).some((token) => singular(token) === singular(stream.name));
  return isBare && !isNamed ? "" : own;
}
