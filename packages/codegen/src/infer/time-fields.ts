import type { Incremental, Json } from "@waybill/sync/connector";
import { fieldsOf, type Field } from "./fields.ts";
import type { Model } from "./operation.ts";
import type { Shape } from "./shape.ts";
import { wordsOf } from "./words.ts";

/** What kind of moment a name speaks of. */
export type Moment = "updated" | "created" | "event";

/** A field of the record that holds an instant. */
export interface TimeField {
  readonly field: Field;
  readonly moment: Moment;
}

const UPDATED =
  /^(updated?|modified|modification|changed?|edited|lastupdated?|lastmodified|updatedon|mtime|refreshed)$/;
const CREATED = /^(created?|creation|added?|add|inserted|registered|opened|received|enqueued|ctime)$/;
const EVENT =
  /^(occurred|happened|published|timestamp|datetime|date|time|issued|sent|submitted|delivered|started?|start|joined|posted|interacted|logged|placed|recorded|performed|processed|ordered|finished|ts)$/;
/** Moments of other things: what a token's end or a plan's next turn say is no change of the record. */
const OTHER =
  /^(expires?|expiry|expiration|expired|expiring|due|next|trial|deleted?|cancell?ed|birth|birthday|archived|activated|valid|scheduled|renews?|sync|synced|login|signin|seen|active|access(ed)?|password|read|available|snooze|verified|zone|timezone|local|retention|till|until|opening|closing|grace|total|hours|minutes|seconds|duration|timeout)$/;

/** What moment a name speaks of; undefined where it is none, or of something other than the record's own change. */
export function momentOf(name: string): Moment | undefined {
  const words = wordsOf(name);
  if (words.some((word) => OTHER.test(word))) return undefined;
  if (words.some((word) => UPDATED.test(word))) return "updated";
  if (words.some((word) => CREATED.test(word))) return "created";
  return words.some((word) => EVENT.test(word)) ? "event" : undefined;
}

/** Instants of a record: its own and those one level down, as in JSON:API; where it has none at all, also those two levels down. */
export function timeFieldsOf(model: Model, record: Json | undefined): readonly TimeField[] {
  const near = instantsDownTo(model, record, 2);
  return near.length > 0 ? near : instantsDownTo(model, record, 3);
}

function instantsDownTo(model: Model, record: Json | undefined, depth: number): readonly TimeField[] {
  const found: TimeField[] = [];
  for (const field of fieldsOf(model, record, depth)) {
    const moment = momentOf(field.name);
    if (moment !== undefined && isInstant(field.shape, field.name)) found.push({ field, moment });
  }
  return found;
}

function isInstant(shape: Shape, name: string): boolean {
  if (shape.fields.size > 0 || shape.types.has("array") || shape.types.has("boolean")) return false;
  if (/date/.test(shape.format ?? "")) return true;
  if (shape.types.has("integer") || shape.types.has("number"))
    return (
      /\b(unix|epoch|timestamp|milliseconds|seconds|time|when|date)\b/i.test(shape.description) || isTimeName(name)
    );
  return (
    shape.values.length === 0 &&
    (isTimeName(name) || /\b(date|time|timestamp|iso.?8601|rfc.?3339|when)\b/i.test(shape.description))
  );
}

function isTimeName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  if (/^(by|id|ids|user|count|type|url|name|status|reason)$/.test(last)) return false;
  return (
    words.length === 1 ||
    words.some((word) => /^(at|on|time|date|datetime|timestamp|utc|ts|unix|since|modified|updated|last)$/.test(word))
  );
}

/** How an instant is written, and the smallest step it can express. */
export function formatOf(shape: Shape, name: string): { format: Incremental["format"]; granularityMs: number } {
  if (shape.format === "date-time") return { format: "date-time", granularityMs: 1000 };
  if (shape.format === "date") return { format: "date", granularityMs: 86_400_000 };
  if (shape.types.has("integer") || shape.types.has("number")) return epochOf(shape, name);
  const text = `${shape.description} ${typeof shape.example === "string" ? shape.example : ""}`;
  if (/\d{4}-\d\d-\d\d[T ]\d\d:|iso.?8601|rfc.?3339|date-?time/i.test(text))
    return { format: "date-time", granularityMs: 1000 };
  if (/yyyy-mm-dd\b|^\d{4}-\d\d-\d\d$/i.test(text)) return { format: "date", granularityMs: 86_400_000 };
  if (/\b(unix|epoch)\b/i.test(text)) return epochOf(shape, name);
  return { format: "opaque", granularityMs: 1 };
}

function epochOf(shape: Shape, name: string): { format: Incremental["format"]; granularityMs: number } {
  const example = Number(shape.example ?? Number.NaN);
  const milliseconds = example > 100_000_000_000 || /milli|\bms\b/i.test(`${shape.description} ${name}`);
  return milliseconds ? { format: "epoch-ms", granularityMs: 1 } : { format: "epoch-s", granularityMs: 1000 };
}
