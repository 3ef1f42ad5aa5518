import type { Incremental, Json } from "@waybill/sync/connector";
import type { Field } from "../document/fields.ts";
import type { Model } from "../document/operation.ts";
import { rememberWith } from "../words/remember.ts";
import type { Keep, Rule } from "../rules/rule.ts";
import type { Shape } from "../document/shape.ts";
import { wordsOf } from "../words/words.ts";

/** What kind of moment a name speaks of. */
export type Moment = "updated" | "created" | "event";

/** A field of the record that holds an instant. */
export interface TimeField {
  readonly field: Field;
  readonly moment: Moment;
}

interface MomentRule extends Rule {
  /** Undefined for moments of other things: what a token's end or a plan's next turn say is no change of the record. */
  readonly moment: Moment | undefined;
  /** Tested against each word of a name. */
  readonly word: RegExp;
}

/** A word of a moment, alone or written together with what usually follows it: `updated`, `updatedat`, `modifiedsince`. */
function inflected(words: string): RegExp {
  return new RegExp(`^(?:${words})(?:at|on|date|time|since|after|from|before|until|utc)?$`);
}

/** Words of moments, in the order in which they decide. */
export const momentRules: readonly MomentRule[] = [
  {
    name: "of other things",
    moment: undefined,
    word: new RegExp(
      "^(expires?|expiry|expiration|expired|expiring|till|until|retention|grace|closing|due|next|trial|scheduled|renews?|snooze|opening|available|valid|" +
        "activated|deleted?|cancell?ed|archived|birth|birthday|login|signin|seen|active|access(ed)?|password|read|verified|sync|synced|zone|timezone|" +
        "local|total|hours|minutes|seconds|duration|timeout)$",
    ),
  },
  {
    name: "updated",
    moment: "updated",
    word: inflected("(last)?(updated?|modified|modification|changed?|edited)|mtime|refreshed"),
  },
  {
    name: "created",
    moment: "created",
    word: inflected("created?|creation|ctime|added?|inserted|registered|opened|received|enqueued"),
  },
  {
    name: "event",
    moment: "event",
    word: new RegExp(
      "^(timestamp|datetime|date|time|ts|occurred|happened|logged|recorded|started?|start|finished|published|issued|sent|submitted|delivered|joined|" +
        "posted|interacted|placed|performed|processed|ordered)$",
    ),
  },
];

/** What moment a name speaks of; undefined where it is none, or of something other than the record's own change. */
export const momentOf: (keep: Keep, name: string) => Moment | undefined = rememberWith((keep, name) => {
  const words = wordsOf(name);
  return keep(momentRules).find(({ word }) => words.some((each) => word.test(each)))?.moment;
});

/** Instants of a record: its own and those one level down, as in JSON:API; where it has none at all, also those two levels down. */
export function timeFieldsOf(model: Model, record: Json | undefined): readonly TimeField[] {
  const near = instantsDownTo(model, record, 2);
  return near.length > 0 ? near : instantsDownTo(model, record, 3);
}

function instantsDownTo(model: Model, record: Json | undefined, depth: number): readonly TimeField[] {
  const found: TimeField[] = [];
  for (const field of model.fields(record, depth)) {
    const moment = momentOf(model.keep, field.name);
    if (moment !== undefined && isInstant(field.shape, field.name)) found.push({ field, moment });
  }
  return found;
}

/** True for a value that says when. */
export function isInstant(shape: Shape, name: string): boolean {
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

/** What says something about a change and not when it was: `change_type`, `updated_by`. */
export function isAboutChange(name: string): boolean {
  return /^(by|id|ids|user|count|type|url|name|status|reason)$/.test(wordsOf(name).at(-1) ?? "");
}

function isTimeName(name: string): boolean {
  const words = wordsOf(name);
  if (isAboutChange(name)) return false;
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
