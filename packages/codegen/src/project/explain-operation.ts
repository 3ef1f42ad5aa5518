import type { StreamContract } from "@waybill/sync/connector";
import { operationName } from "../infer/document/operation-name.ts";
import type { Answer } from "../infer/rules/answer.ts";
import { readCandidate } from "../infer/lists/candidate.ts";
import type { Inference, StreamReport } from "../infer/infer-connector.ts";
import { readModel, type Model, type Operation } from "../infer/document/operation.ts";
import type { LoadedDocument } from "../load/load-document.ts";

/** Why the answers about one operation are as they are. */
export interface Explanation {
  /** `GET /contacts`. */
  readonly operation: string;
  readonly operationId: string | undefined;
  /** The stream that it lists. */
  readonly stream: string | undefined;
  /** One sentence: what it is for a sync. */
  readonly role: string;
  readonly answers: readonly ExplainedAnswer[];
}

export interface ExplainedAnswer extends Answer<unknown> {
  /** Member of the stream: `primaryKey`. */
  readonly question: string;
}

export interface ExplainSubject {
  readonly loaded: Pick<LoadedDocument, "document">;
  readonly inference: Inference;
}

/** Explains an operation, named by its operationId, by `METHOD /path` or by its stream. `names` are all the names there are, for a near match. */
export function explainOperation(
  wanted: string,
  { loaded, inference }: ExplainSubject,
): { readonly found: Explanation | undefined; readonly names: readonly string[] } {
  const model = readModel(loaded.document);
  const stream = inference.connector.streams[wanted];
  const name =
    stream === undefined ? wanted.replace(/^\w+(?= )/, (method) => method.toUpperCase()) : operationName(stream.list);
  const operation = model.operations.find((each) => each.operationId === wanted || operationName(each) === name);
  return {
    found: operation === undefined ? stream && declaredExplanation(stream) : explanationOf(operation, model, inference),
    names: [...namesOf(model), ...Object.keys(inference.connector.streams)],
  };
}

function namesOf({ operations }: Model): readonly string[] {
  return operations.flatMap((each) => [
    operationName(each),
    ...(each.operationId === undefined ? [] : [each.operationId]),
  ]);
}

function explanationOf(operation: Operation, model: Model, { connector, report }: Inference): Explanation {
  const name = operationName(operation);
  const stream = Object.values(connector.streams).find(({ list }) => operationName(list) === name);
  const told = report.streams.find((each) => each.name === stream?.name);
  const about = { operation: name, operationId: operation.operationId, stream: stream?.name };
  if (stream !== undefined && told !== undefined)
    return { ...about, role: `It lists the stream "${stream.name}".`, answers: streamAnswers(stream, told) };
  const candidate = readCandidate(model, operation);
  if (candidate !== undefined)
    return {
      ...about,
      role: candidate.list.value ? "It lists records, and the config leaves it out." : "It is not taken for a list.",
      answers: [
        { question: "list", ...candidate.list },
        { question: "items", ...candidate.items, value: candidate.items.value.place.pointer },
      ],
    };
  return { ...about, role: roleOf(name, Object.values(connector.streams)), answers: [] };
}

/** Of a stream whose operation is in no document: a GraphQL connection. */
function declaredExplanation({ name, list, ...members }: StreamContract): Explanation {
  const evidence = ["declared in the config, as no document describes it"];
  return {
    operation: operationName(list),
    operationId: undefined,
    stream: name,
    role: `It lists the stream "${name}".`,
    answers: Object.entries(members).flatMap(([question, value]) =>
      value === undefined ? [] : [{ question, value, confidence: 1, evidence }],
    ),
  };
}

/** Which answer stands behind which member of a stream, where their names differ. */
const MEMBERS: Readonly<Partial<Record<string, keyof StreamContract>>> = { changes: "incremental", removal: "deletes" };

function streamAnswers(stream: StreamContract, { answers }: StreamReport): readonly ExplainedAnswer[] {
  return Object.entries<Answer<unknown>>({ ...answers }).map(([question, answer]) => {
    const member = MEMBERS[question] ?? question;
    // What the contract says is what a run does; `list` alone answers whether there is one.
    const said = question !== "list" && Object.hasOwn(stream, member);
    const value: unknown = said ? Reflect.get(stream, member) : answer.value;
    return { question: member, value, confidence: answer.confidence, evidence: answer.evidence };
  });
}

function roleOf(name: string, streams: readonly StreamContract[]): string {
  for (const stream of streams)
    for (const [role, operation] of Object.entries(stream.operations ?? {}))
      if (operation === name) return `It is the ${role} operation of the stream "${stream.name}".`;
  return "Its answer holds no array of records, so it is no list, and no stream uses it.";
}
