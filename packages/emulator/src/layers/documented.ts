import type { JsonObject } from "@waybill/sync/connector";
import { operationOf } from "../document/operation.ts";
import type { SchemaReader } from "../document/schema.ts";
import { json, noContent, problem, type Answer } from "../http/answer.ts";
import { hash } from "../random.ts";
import { beginRecord } from "../records/making.ts";
import { valueFor } from "../records/value.ts";
import type { Words } from "../records/words.ts";
import type { Call } from "./call.ts";

export interface DocumentedOptions {
  readonly document: JsonObject;
  readonly reader: SchemaReader;
  readonly words: Words;
  readonly seed: number;
  /** Epoch milliseconds that times in an example show. */
  readonly newestAt: number;
}

/** Operations outside the streams: reads answer with an example of their schema, always the same; writes are understood but not kept, and say so. */
export function documented(
  target: { method: string; path: string },
  call: Call,
  { document, reader, words, seed, newestAt }: DocumentedOptions,
): Answer {
  const operation = operationOf(document, reader, target.method, target.path);
  if (call.method !== "GET")
    return problem(
      501,
      "The emulator keeps the records of the connector's streams only; this operation belongs to none.",
    );
  if (operation.response === undefined) return noContent();
  const instants = { created: newestAt, updated: newestAt, event: newestAt };
  const making = beginRecord({ words, seed: hash(seed, call.url.pathname), instants, stream: target.path });
  const body = valueFor(operation.response, { reader, making, fullness: "rich" });
  return json(operation.status, body, { "content-type": operation.mediaType });
}
