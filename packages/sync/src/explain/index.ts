export { explainRecord } from "./explain-record.ts";
export type { ExplainPlace, RecordExplanation, RecordTouch } from "./explain-record.ts";
export { explainRun } from "./explain-run.ts";
export type { RunExplanation } from "./explain-run.ts";
export { asRecordKey } from "../record/record-key.ts";
export type { MappedMember } from "../record/map-record.ts";
