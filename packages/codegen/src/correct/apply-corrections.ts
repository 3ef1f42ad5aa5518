import { connectorProblems, type Connector, type StreamContract } from "@waybill/sync/connector";
import { askedScopes, tellScopes, type AskedScopes } from "../infer/auth/asked-scopes.ts";
import type { Inference, StreamReport } from "../infer/infer-connector.ts";
import { inferOperationScopes } from "../infer/auth/scopes.ts";
import type { Model } from "../infer/document/operation.ts";
import { pinVersion } from "./api-version.ts";
import { ConfigError } from "../config/config-error.ts";
import type { Corrections } from "../config/config.ts";
import { correctReport } from "./correct-report.ts";
import type { CorrectedStream, StreamCorrection } from "../config/correction.ts";
import { dropBrokenParents, filledTwice, tellDropped } from "./drop-broken-parents.ts";
import { findStream, unknownStream } from "./find-stream.ts";
import { graphqlContract } from "../config/graphql-stream.ts";
import { assertAsked } from "./assert-asked.ts";
import { matchCorrection } from "./match-correction.ts";
import { mergeCorrection } from "./merge-correction.ts";
import { followPointer } from "./schema-pointer.ts";
import { selectStreams } from "./select-streams.ts";
import { operationName } from "../infer/document/operation-name.ts";

export interface Correcting {
  readonly inference: Inference;
  /** The document that the inference was made from. */
  readonly model: Model;
  readonly corrections: Corrections;
  /** The config, and the connector in it, for messages: `waybill.config.ts, connector "harbor"`. */
  readonly place: string;
}

/**
 * An inference with a person's corrections. What was corrected is sure, and no question any more.
 * @throws ConfigError where a correction names what the document does not have, with the nearest match, or leaves no sound connector
 */
export function applyCorrections(correcting: Correcting): Inference {
  const { inference, model, corrections, place } = correcting;
  const { report } = inference;
  const corrected = correctedStreams(correcting);
  const merged = [...renamed(correcting, corrected), ...declaredStreams(correcting)];
  assertDistinct(merged, place);
  const { streams, dropped, gaps } = dropBrokenParents(merged, withWrittenParent(correcting, corrected));
  assertFilledOnce(streams, place);
  const whole = { ...serviceOf(correcting), streams: byName(streams) };
  // What JavaScript wrote is known to have its form only from here on.
  assertSound(whole, place);
  for (const name of Object.keys(corrections.graphql ?? {})) assertAsked(whole.streams, name, place);
  matchAll(correcting, corrected);
  const kept = selectStreams(corrections, { connector: whole, model, place });
  const chosen = streams.filter(({ name }) => kept.has(name));
  const asked = askedOf(correcting, chosen);
  const selected = { ...whole, auth: asked.auth, streams: byName(chosen) };
  const told = correctReport(report, { connector: selected, corrections, corrected });
  const couldNotTell = [
    ...told.couldNotTell.filter(({ question }) => question !== "scopes"),
    ...gaps.filter(({ stream = "" }) => kept.has(stream)),
    ...asked.gaps,
  ];
  const auth = corrections.auth === undefined ? tellScopes(report.auth, asked.auth) : report.auth;
  return { connector: selected, report: { ...told, auth, streams: tellDropped(told.streams, dropped), couldNotTell } };
}

function correctedStreams({ inference, model, corrections, place }: Correcting): ReadonlyMap<string, CorrectedStream> {
  const { connector } = inference;
  const found = new Map<string, CorrectedStream>();
  for (const [key, correction] of Object.entries(corrections.streams ?? {})) {
    const stream = findStream(key, connector);
    if (stream === undefined) throw unknownStream(key, { connector, model, place });
    const at = `${place}, stream "${key}"`;
    if (found.has(stream.name)) throw new ConfigError(`${at}: it is corrected twice.`, "Correct it in one place.");
    found.set(stream.name, { key, stream, correction });
  }
  return found;
}

/** Names, as corrected, of the streams whose parent a person wrote something about. */
function withWrittenParent(
  { corrections }: Correcting,
  corrected: ReadonlyMap<string, CorrectedStream>,
): ReadonlySet<string> {
  const written = [...corrected.values()].filter(({ correction }) => correction.parent !== undefined);
  const names = written.map(({ stream, correction }) => correction.name ?? stream.name);
  return new Set([...names, ...Object.keys(corrections.graphql ?? {})]);
}

function matchAll({ inference, model, place }: Correcting, corrected: ReadonlyMap<string, CorrectedStream>): void {
  for (const { key, stream, correction } of corrected.values()) {
    const told = inference.report.streams.find(({ name }) => name === stream.name);
    const at = `${place}, stream "${key}"`;
    matchCorrection(correction, { model, stream: described(model, { stream, told, correction }), place: at });
  }
}

interface Told {
  readonly stream: StreamContract;
  readonly told: StreamReport | undefined;
  readonly correction: StreamCorrection;
}

function described(model: Model, { stream, told, correction }: Told) {
  const operation = model.operations.find((each) => operationName(each) === operationName(stream.list));
  if (operation === undefined) throw new TypeError(`An inferred stream has an operation: ${stream.name}.`);
  const moved = correction.items === undefined ? undefined : followPointer(model, operation.answer, correction.items);
  const record =
    moved === undefined ? told?.record : moved.kind === "found" ? model.read(moved.schema).items : undefined;
  return { operation, record, undeclared: told?.undeclared ?? [] };
}

/** The corrected streams, and the others as they were, with the names that parents have now. */
function renamed(
  { inference: { connector }, model }: Correcting,
  corrected: ReadonlyMap<string, CorrectedStream>,
): readonly StreamContract[] {
  const nameOf = (name: string): string => corrected.get(name)?.correction.name ?? name;
  return Object.values(connector.streams).map((stream) => {
    const correction = corrected.get(stream.name)?.correction;
    const { parent } = stream;
    const child = parent === undefined ? stream : { ...stream, parent: { ...parent, stream: nameOf(parent.stream) } };
    return correction === undefined ? child : scoped(model, mergeCorrection(child, correction), correction);
  });
}

/** Operations that a person named need scopes too, as the document says, unless that is corrected as well. */
function scoped(model: Model, stream: StreamContract, correction: StreamCorrection): StreamContract {
  if (correction.operations === undefined || correction.operationScopes !== undefined) return stream;
  return { ...stream, operationScopes: inferOperationScopes(model, stream.operations ?? {}, stream.scopes).value };
}

function declaredStreams({ corrections }: Correcting): readonly StreamContract[] {
  return Object.entries(corrections.graphql ?? {}).map(([name, declared]) => graphqlContract(name, declared));
}

function serviceOf({ inference: { connector }, corrections, place }: Correcting): Connector {
  const { baseUrl, auth, limits, idempotency, headers, apiVersion } = corrections;
  const pinned = pinVersion(connector.headers, apiVersion, place);
  return {
    ...connector,
    baseUrl: baseUrl ?? connector.baseUrl,
    auth: auth ?? connector.auth,
    limits: limits ?? connector.limits,
    idempotency: idempotency ?? connector.idempotency,
    headers: headers === undefined ? pinned : { ...pinned, ...headers },
  };
}

/** What a person declared, else what was inferred, asking for what the chosen streams need. */
function askedOf({ inference, model, corrections }: Correcting, streams: readonly StreamContract[]): AskedScopes {
  if (corrections.auth !== undefined) return { auth: corrections.auth, gaps: [] };
  return askedScopes(model, inference.report.auth.value, streams);
}

function byName(streams: readonly StreamContract[]): Connector["streams"] {
  return Object.fromEntries(streams.map((stream) => [stream.name, stream]));
}

function assertDistinct(streams: readonly StreamContract[], place: string): void {
  const seen = new Set<string>();
  for (const { name } of streams) {
    if (seen.has(name)) throw new ConfigError(`${place}: two streams are called "${name}".`, "Name one of them anew.");
    seen.add(name);
  }
}

/** Of a value and the records of a parent, the records would win, for all parents, where a person asked for one. */
function assertFilledOnce(streams: readonly StreamContract[], place: string): void {
  for (const stream of streams) {
    const refs = filledTwice(stream).join(", ");
    if (refs !== "")
      throw new ConfigError(
        `${place}: in the stream "${stream.name}", list.parameters gives ${refs} a value, and its parent fills it too.`,
        "Take it out of one of them, or write parent: false.",
      );
  }
}

function assertSound(connector: Connector, place: string): void {
  const problems = connectorProblems(connector);
  if (problems.length === 0) return;
  const lines = problems.map(({ pointer, expected }) => `${pointer}: expected ${expected}`);
  throw new ConfigError(
    `${place}: the corrections leave no sound connector: ${lines.join("; ")}.`,
    "Correct these places in the config.",
  );
}
