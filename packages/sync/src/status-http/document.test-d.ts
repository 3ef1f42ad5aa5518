import { expectTypeOf, test } from "vitest";
import type { components } from "../../../../openapi/waybill-status/schema.d.ts";
import type {
  ActionOutcome,
  FailedRecord,
  Failure,
  HealthSummary,
  Ledger,
  OutboxSummary,
  Receipt,
  RecordKey,
  StatusTarget,
  SyncAction,
  SyncSnapshot,
} from "../status/index.ts";

type Schemas = components["schemas"];
/** The document writes an absent member as `?: T`, the contract as `?: T | undefined`; on the wire they are one. */
type Wire<T> = T extends RecordKey
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : T extends object
      ? { [K in keyof T]: Wire<Exclude<T[K], undefined>> }
      : T;

test("what the contract says is what the document says, and the other way round", () => {
  expectTypeOf<Wire<SyncSnapshot>>().toExtend<Wire<Schemas["Snapshot"]>>();
  expectTypeOf<Wire<Schemas["Snapshot"]>>().toExtend<Wire<SyncSnapshot>>();
  expectTypeOf<Wire<Failure>>().toExtend<Wire<Schemas["Failure"]>>();
  expectTypeOf<Wire<Schemas["Failure"]>>().toExtend<Wire<Failure>>();
  expectTypeOf<Wire<Receipt>>().toExtend<Wire<Schemas["Receipt"]>>();
  expectTypeOf<Wire<Schemas["Receipt"]>>().toExtend<Wire<Receipt>>();
  expectTypeOf<Wire<Ledger>>().toExtend<Wire<Schemas["Ledger"]>>();
  expectTypeOf<Wire<Schemas["Ledger"]>>().toExtend<Wire<Ledger>>();
  expectTypeOf<Wire<OutboxSummary>>().toExtend<Wire<Schemas["Outbox"]>>();
  expectTypeOf<Wire<Schemas["Outbox"]>>().toExtend<Wire<OutboxSummary>>();
  expectTypeOf<Wire<HealthSummary>>().toExtend<Wire<Schemas["Health"]>>();
  expectTypeOf<Wire<Schemas["Health"]>>().toExtend<Wire<HealthSummary>>();
  expectTypeOf<Wire<StatusTarget>>().toExtend<Wire<Schemas["Target"]>>();
  expectTypeOf<Wire<Schemas["Target"]>>().toExtend<Wire<StatusTarget>>();
  expectTypeOf<Wire<SyncAction>>().toExtend<Wire<Schemas["Action"]>>();
  expectTypeOf<Wire<Schemas["Action"]>>().toExtend<Wire<SyncAction>>();
  expectTypeOf<Wire<ActionOutcome>>().toExtend<Wire<Schemas["ActionOutcome"]>>();
  expectTypeOf<Wire<Schemas["ActionOutcome"]>>().toExtend<Wire<ActionOutcome>>();
  // The reason of a failed record is one of two enumerations, either of which may grow.
  expectTypeOf<Wire<FailedRecord>>().toExtend<Wire<Schemas["FailedRecord"]>>();
});
