import type { StreamContract } from "../connector/contract.ts";
import { isJsonObject, readPointer } from "../connector/pointer.ts";
import type { QuarantinedRecord } from "../record/record.ts";
import type { FailedRecord } from "./source.ts";

/** What may reach a screen of a record that was kept aside: its title where the connector shows one, the name of the field, never a value. */
export function failedRecord(record: QuarantinedRecord, contract: StreamContract | undefined): FailedRecord {
  const { id, stream, reason, pointer, at } = record;
  return { id, stream, kind: "quarantine", reason, title: titleOf(record, contract), field: pointer, at, attempts: 1 };
}

function titleOf({ raw }: QuarantinedRecord, contract: StreamContract | undefined): string | undefined {
  const title = contract?.display?.title;
  if (title === undefined || contract?.classes?.[title] === "secret" || !isJsonObject(raw)) return undefined;
  const value = readPointer(raw, title);
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
