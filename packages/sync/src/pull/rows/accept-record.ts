import type { StandardSchemaV1 } from "@standard-schema/spec";
import { isFailureError } from "@waybill/transport";
import type { JsonObject } from "../../connector/json.ts";
import { pointerTo } from "../../connector/pointer.ts";
import type { RecordSchema } from "../../connector/runtime.ts";
import { canonicalJson } from "../../record/canonical-json.ts";
import { mapRecord } from "../../record/map-record.ts";
import { plainRecord } from "../../record/plain-record.ts";
import type { QuarantineReason } from "../../record/record.ts";
import type { StreamContext } from "../stream-context.ts";

/** Everything that makes a product's record of a vendor's. */
export type Acceptance = Pick<StreamContext, "contract" | "runtime" | "watch">;

export type AcceptOutcome =
  /** `raw` where `data` was made of it; absent where `data` is what was sent. */
  | { readonly ok: true; readonly data: JsonObject; readonly raw?: JsonObject | undefined }
  | {
      readonly ok: false;
      readonly reason: Extract<QuarantineReason, "mapping" | "validation" | "too_large">;
      /** Names fields, never values. */
      readonly message: string;
      readonly pointer?: string | undefined;
    };

type Refusal = Extract<AcceptOutcome, { readonly ok: false }>;

/** Whether records of the stream are made or judged by anything but the contract's key and cursor. */
export function judges({ contract, runtime, watch }: Acceptance): boolean {
  return (
    watch !== undefined || contract.mapping !== undefined || runtime?.map !== undefined || runtime?.schema !== undefined
  );
}

/** Maps and judges what a vendor sent: the declared mapping, then the product's function, then the schema. The same for a page, a replay and a remap. */
export async function acceptRecord(by: Acceptance, sent: JsonObject): Promise<AcceptOutcome> {
  const unlike = by.watch?.refuses(by.contract, sent);
  if (unlike !== undefined) return { ok: false, reason: "validation", ...unlike };
  const made = mapped(by, sent);
  if (!made.ok) return made;
  const schema = by.runtime?.schema;
  return (schema === undefined ? undefined : await judged(schema, made.data)) ?? made;
}

function mapped({ contract: { mapping }, runtime }: Acceptance, sent: JsonObject): AcceptOutcome {
  if (mapping === undefined && runtime?.map === undefined) return { ok: true, data: sent };
  const declared = mapping === undefined ? { ok: true as const, data: sent } : mapRecord(mapping, sent);
  if (!declared.ok) return { ...declared, reason: "mapping" };
  try {
    const data = runtime?.map === undefined ? bounded(declared.data) : plainRecord(runtime.map(declared.data));
    return { ok: true, data, raw: sent };
  } catch (error) {
    return thrown("mapping", error);
  }
}

/** Fields may be taken from a record more than once, so that what is made can be larger than what was sent. */
function bounded(data: JsonObject): JsonObject {
  canonicalJson(data);
  return data;
}

async function judged(schema: RecordSchema, data: JsonObject): Promise<Refusal | undefined> {
  try {
    const { issues } = await schema["~standard"].validate(data);
    return issues === undefined ? undefined : refusedBy(issues);
  } catch (error) {
    return thrown("validation", error);
  }
}

/** Names the first places. What a library says of them may quote values, and stays out. */
function refusedBy(issues: readonly StandardSchemaV1.Issue[]): Refusal {
  const pointers = [...new Set(issues.map(({ path = [] }) => pointerTo(...path.map(segment))))];
  const places = pointers.slice(0, 5).map((pointer) => (pointer === "" ? "the whole record" : pointer));
  const message = `The schema does not accept ${places.join(", ")}${pointers.length > 5 ? " and more" : ""}.`;
  const [pointer] = pointers;
  return { ok: false, reason: "validation", message, ...(pointer !== undefined && pointer !== "" && { pointer }) };
}

function segment(part: PropertyKey | StandardSchemaV1.PathSegment): string {
  return String(typeof part === "object" ? part.key : part);
}

function thrown(reason: "mapping" | "validation", error: unknown): Refusal {
  if (isFailureError(error)) {
    return { ok: false, reason: error.code === "too_large" ? "too_large" : reason, message: error.failure.message };
  }
  const what = reason === "mapping" ? "mapping function" : "schema";
  const name = error instanceof Error ? error.name : typeof error;
  return {
    ok: false,
    reason,
    message: `The ${what} threw (${name}). What it said may quote the record, and is not kept.`,
  };
}
