import type { FailedRecord } from "@waybill/sync/status";
import { foreignName } from "../format/foreign-name.ts";
import * as fixTexts from "../messages/english/fix.ts";
import * as reasonTexts from "../messages/english/reason.ts";
import { reasonOfCode } from "./reason.ts";
import { ago } from "./times.ts";
import { type DescribeContext, createWording } from "./wording.ts";

type Quarantined = keyof typeof reasonTexts.reasons;

/** A record that needs a person, in words. */
export interface FailedRecordDescription {
  readonly id: string;
  readonly name: string;
  /** False when the record has no name that may be shown. */
  readonly named: boolean;
  readonly reason: string;
  readonly meta: readonly string[];
}

/** Shows what the source says may be shown, and of reasons only our own words. */
export function describeFailedRecord(record: FailedRecord, context: DescribeContext): FailedRecordDescription {
  const wording = createWording(context);
  const attempts = wording.format.number(record.attempts);
  return {
    id: record.id,
    name: record.title ?? wording.say(fixTexts.unnamed, {}),
    named: record.title !== undefined,
    reason: reasonFor(record, wording),
    meta: [
      ago(record.at, wording),
      attempts === undefined || record.attempts < 2
        ? undefined
        : wording.say(fixTexts.attempts, { count: attempts }, record.attempts),
    ].filter((part) => part !== undefined),
  };
}

function reasonFor({ kind, reason, field }: FailedRecord, wording: ReturnType<typeof createWording>): string {
  const { say, service } = wording;
  if (kind === "dead-letter") return reasonOfCode(reason, wording);
  if (reason === "validation" && field !== undefined) {
    return say(reasonTexts.validationField, { field: foreignName(fieldName(field), wording.format.locale) });
  }
  return isQuarantined(reason)
    ? say([`reason.${reason}`, reasonTexts.reasons[reason]], { service })
    : reasonOfCode(reason, wording);
}

function isQuarantined(reason: string): reason is Quarantined {
  return Object.hasOwn(reasonTexts.reasons, reason);
}

/** A pointer names the path (`/properties/email`); a person knows the field. */
function fieldName(pointer: string): string {
  return pointer.split("/").findLast((part) => part !== "") ?? pointer;
}
