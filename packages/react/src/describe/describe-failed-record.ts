import type { FailedRecord } from "@waybill/sync/status";
import type { MessageKey } from "../messages/message.ts";
import { foreignName } from "../format/foreign-name.ts";
import { reasonOfCode } from "./reason.ts";
import { ago } from "./times.ts";
import { type DescribeContext, createWording } from "./wording.ts";

type Quarantined =
  | "not_a_record"
  | "missing_key"
  | "invalid_key"
  | "missing_cursor"
  | "validation"
  | "mapping"
  | "too_large";

const reasons = {
  not_a_record: "reason.not_a_record",
  missing_key: "reason.missing_key",
  invalid_key: "reason.invalid_key",
  missing_cursor: "reason.missing_cursor",
  validation: "reason.validation",
  mapping: "reason.mapping",
  too_large: "reason.too_large",
} as const satisfies Readonly<Record<Quarantined, MessageKey>>;

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
    name: record.title ?? wording.say("fix.unnamed", {}),
    named: record.title !== undefined,
    reason: reasonFor(record, wording),
    meta: [
      ago(record.at, wording),
      attempts === undefined || record.attempts < 2
        ? undefined
        : wording.say("fix.attempts", { count: attempts }, record.attempts),
    ].filter((part) => part !== undefined),
  };
}

function reasonFor({ kind, reason, field }: FailedRecord, wording: ReturnType<typeof createWording>): string {
  const { say, service } = wording;
  if (kind === "dead-letter") return reasonOfCode(reason, wording);
  if (reason === "validation" && field !== undefined) {
    return say("reason.validation_field", { field: foreignName(fieldName(field), wording.format.locale) });
  }
  return isQuarantined(reason) ? say(reasons[reason], { service }) : reasonOfCode(reason, wording);
}

function isQuarantined(reason: string): reason is Quarantined {
  return Object.hasOwn(reasons, reason);
}

/** A pointer names the path (`/properties/email`); a person knows the field. */
function fieldName(pointer: string): string {
  return pointer.split("/").findLast((part) => part !== "") ?? pointer;
}
