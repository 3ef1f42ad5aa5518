import type { Connector } from "@waybill/sync/connector";
import type { Answer } from "../infer/rules/answer.ts";
import type { InferenceReport, StreamReport } from "../infer/infer-connector.ts";
import type { Gap } from "../infer/rules/gap.ts";
import type { Corrections } from "../config/config.ts";
import type { CorrectedStream, StreamCorrection } from "../config/correction.ts";
import { present } from "./present.ts";

export interface ReportCorrections {
  readonly connector: Connector;
  readonly corrections: Corrections;
  /** By the stream's inferred name. */
  readonly corrected: ReadonlyMap<string, CorrectedStream>;
}

const CORRECTED = "corrected in waybill.config.ts";

/** What was told, with corrected answers sure, their questions settled, and streams that are left out gone. */
export function correctReport(report: InferenceReport, given: ReportCorrections): InferenceReport {
  const { connector, corrections, corrected } = given;
  const nameOf = (name: string): string => corrected.get(name)?.correction.name ?? name;
  const isKept = (name: string): boolean => Object.hasOwn(connector.streams, nameOf(name));
  const { baseUrl } = corrections;
  return {
    ...report,
    service: baseUrl === undefined ? report.service : sure({ ...report.service.value, baseUrl }),
    streams: report.streams
      .filter(({ name }) => isKept(name))
      .map((each) => ({ ...markCorrected(each, corrected.get(each.name)?.correction), name: nameOf(each.name) })),
    couldNotTell: report.couldNotTell
      .filter((gap) => (gap.stream === undefined || isKept(gap.stream)) && !isSettled(gap, given))
      .map((gap) => (gap.stream === undefined ? gap : { ...gap, stream: nameOf(gap.stream) })),
  };
}

/** Which answer a corrected member of a stream was given by. */
const ANSWERED: Readonly<Record<string, keyof StreamReport["answers"]>> = {
  incremental: "changes",
  deletes: "removal",
};

function markCorrected(report: StreamReport, correction: StreamCorrection | undefined): StreamReport {
  if (correction === undefined) return report;
  const answers = { ...report.answers };
  for (const member of Object.keys(present(correction))) {
    const name = ANSWERED[member] ?? member;
    const given: unknown = Reflect.get(answers, name);
    if (given !== undefined) Reflect.set(answers, name, { ...Object(given), confidence: 1, evidence: [CORRECTED] });
  }
  return { ...report, answers };
}

function isSettled({ stream, question }: Gap, { connector, corrections, corrected }: ReportCorrections): boolean {
  if (stream === undefined) return Reflect.get(corrections, question) !== undefined;
  const correction = corrected.get(stream)?.correction;
  if (correction === undefined) return false;
  if (question === "required") {
    const required = connector.streams[correction.name ?? stream]?.list.required ?? [];
    return (correction.list ?? correction.parent) !== undefined && required.length === 0;
  }
  return Reflect.get(correction, question) !== undefined;
}

function sure<T>(value: T): Answer<T> {
  return { value, confidence: 1, evidence: [CORRECTED] };
}
