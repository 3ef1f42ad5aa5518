import { connectorProblems, type Connector, type StreamContract } from "@waybill/sync/connector";
import type { Answer } from "../infer/answer.ts";
import type { Inference, StreamReport } from "../infer/infer-connector.ts";
import type { StreamCorrection, WaybillConfig } from "./config.ts";
import { ConfigError } from "./config-error.ts";

/**
 * An inference with a person's corrections. What was corrected is sure, and no question any more.
 * @throws ConfigError where a correction names a stream that was not inferred, or leaves no sound connector
 */
export function applyConfig({ connector, report }: Inference, config: WaybillConfig): Inference {
  const corrections = config.streams ?? {};
  assertKnown(Object.keys(corrections), connector);
  const streams = Object.values(connector.streams).flatMap((stream) => correctStream(stream, corrections[stream.name]));
  const corrected: Connector = {
    ...connector,
    baseUrl: config.baseUrl ?? connector.baseUrl,
    auth: config.auth ?? connector.auth,
    limits: config.limits ?? connector.limits,
    idempotency: config.idempotency ?? connector.idempotency,
    headers: config.headers ?? connector.headers,
    streams: Object.fromEntries(streams.map((stream) => [stream.name, stream])),
  };
  assertSound(corrected);
  const kept = report.streams.filter(({ name }) => Object.hasOwn(corrected.streams, name));
  return {
    connector: corrected,
    report: {
      ...report,
      service:
        config.baseUrl === undefined ? report.service : sure({ ...report.service.value, baseUrl: config.baseUrl }),
      streams: kept.map((each) => markCorrected(each, corrections[each.name])),
      couldNotTell: report.couldNotTell.filter(
        ({ stream, question }) => !isSettled({ stream, question, corrected, config }),
      ),
    },
  };
}

function assertKnown(names: readonly string[], connector: Connector): void {
  const unknown = names.filter((name) => !Object.hasOwn(connector.streams, name));
  if (unknown.length === 0) return;
  const known = Object.keys(connector.streams).join(", ");
  throw new ConfigError(
    `The config corrects ${unknown.map((name) => `"${name}"`).join(", ")}, which the document does not list.`,
    `Its streams are: ${known}.`,
  );
}

function assertSound(connector: Connector): void {
  const problems = connectorProblems(connector);
  if (problems.length === 0) return;
  const lines = problems.map(({ pointer, expected }) => `${pointer}: expected ${expected}`);
  throw new ConfigError(
    `The corrections leave no sound connector: ${lines.join("; ")}.`,
    "Correct these places in the config.",
  );
}

function correctStream(
  stream: StreamContract,
  correction: StreamCorrection | false | undefined,
): readonly StreamContract[] {
  if (correction === undefined) return [stream];
  if (correction === false) return [];
  const { list, ...members } = correction;
  return [{ ...stream, ...present(members), list: { ...stream.list, ...present(list ?? {}) } }];
}

/** Members that are given; `undefined` corrects nothing. */
function present<T extends object>(members: T): Partial<T> {
  const given: Partial<T> = { ...members };
  for (const [name, value] of Object.entries(members)) if (value === undefined) Reflect.deleteProperty(given, name);
  return given;
}

/** Which answer a corrected member of a stream was given by. */
const ANSWERED: Readonly<Record<string, keyof StreamReport["answers"]>> = {
  incremental: "changes",
  deletes: "removal",
};

function markCorrected(report: StreamReport, correction: StreamCorrection | false | undefined): StreamReport {
  if (correction === undefined || correction === false) return report;
  const answers = { ...report.answers };
  for (const member of Object.keys(present(correction))) {
    const name = ANSWERED[member] ?? member;
    const given: unknown = Reflect.get(answers, name);
    if (given !== undefined)
      Reflect.set(answers, name, { ...Object(given), confidence: 1, evidence: ["corrected in waybill.config.ts"] });
  }
  return { ...report, answers };
}

interface Question {
  readonly stream: string | undefined;
  readonly question: string;
  readonly corrected: Connector;
  readonly config: WaybillConfig;
}

function isSettled({ stream, question, corrected, config }: Question): boolean {
  if (stream === undefined) return Object.hasOwn(config, question);
  const contract = corrected.streams[stream];
  if (contract === undefined) return true;
  const correction = config.streams?.[stream];
  if (correction === undefined || correction === false) return false;
  if (question === "required") return correction.list !== undefined && (contract.list.required ?? []).length === 0;
  return Object.hasOwn(correction, question);
}

function sure<T>(value: T): Answer<T> {
  return { value, confidence: 1, evidence: ["corrected in waybill.config.ts"] };
}
