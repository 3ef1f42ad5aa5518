import type { AuthScheme, StreamContract } from "@waybill/sync/connector";
import type { Answer } from "../rules/answer.ts";
import type { DeclaredScheme } from "./auth.ts";
import { operationAt, type Model, type Operation } from "../document/operation.ts";
import { lastLiteral, pathParameters } from "../document/path.ts";
import type { Gap } from "../rules/gap.ts";
import { inferOperationScopes, inferScopes, readingOnly, scopesOfSchemes } from "./scopes.ts";
import { flat } from "../words/words.ts";
import { operationName } from "../document/operation-name.ts";

/** The ways to authenticate with the scopes to ask for, and what the document leaves open about them. */
export interface AskedScopes {
  readonly auth: readonly AuthScheme[];
  readonly gaps: readonly Gap[];
}

/**
 * Each way to authenticate asks for what the streams and their operations need of it, and no more: what a customer grants should be what is used.
 * Where it cannot be told of every one of them, all scopes that are declared stay, since one too few is a list that is refused.
 */
export function askedScopes(
  model: Model,
  declared: readonly DeclaredScheme[],
  streams: readonly StreamContract[],
): AskedScopes {
  const asked = declared.map((each) => askedOf(each, { model, declared, streams }));
  const gaps = new Map(asked.flatMap((each) => each.gaps).map((gap) => [`${gap.stream} ${gap.why}`, gap]));
  return { auth: asked.map(({ scheme }) => scheme), gaps: [...gaps.values()] };
}

const FEWER = "scopes: those that the streams need";

/** The ways to authenticate, as they are told where fewer scopes are asked for than the document declares. */
export function tellScopes(
  declared: Answer<readonly DeclaredScheme[]>,
  asked: readonly AuthScheme[],
): Answer<readonly DeclaredScheme[]> {
  const isWhole = declared.value.every(({ scheme }, index) => scheme === asked[index]);
  const evidence = declared.evidence.filter((line) => line !== FEWER);
  return { ...declared, evidence: isWhole ? evidence : [...evidence, FEWER] };
}

interface Asking {
  readonly model: Model;
  readonly declared: readonly DeclaredScheme[];
  readonly streams: readonly StreamContract[];
}

interface AskedOf {
  readonly scheme: AuthScheme;
  readonly gaps: readonly Gap[];
}

function askedOf({ scheme, names }: DeclaredScheme, { model, declared, streams }: Asking): AskedOf {
  if (scheme.kind !== "oauth2") return { scheme, gaps: [] };
  const known = new Set(declared.flatMap((each) => (each.scheme.kind === "oauth2" ? each.scheme.scopes : [])));
  const needs = streams.map((stream) => ({ stream: stream.name, needed: needsOf(model, stream, names) }));
  const all = [...needs.flatMap(({ needed }) => needed), ...identityScopes(model, names)];
  const needed = new Set(all.flatMap((each) => each ?? []));
  if (known.size === 0) return { scheme: { ...scheme, scopes: [...needed] }, gaps: [] };
  const undeclared = needs.flatMap((each) => undeclaredBy(each, known));
  if (!scheme.scopes.some((scope) => needed.has(scope))) return { scheme, gaps: undeclared };
  const gaps = [...needs.filter((each) => each.needed.includes(undefined)).map(unsaidBy), ...undeclared];
  const asked = scheme.scopes.filter((scope) => needed.has(scope) || isOfToken(scope));
  return asked.length === scheme.scopes.length
    ? { scheme, gaps: undeclared }
    : { scheme: gaps.length > 0 ? scheme : { ...scheme, scopes: asked }, gaps };
}

/**
 * Without these a token is not renewed, or says nothing of whom it was given for, whatever else was granted (OpenID Connect Core 1.0, sections 3.1.2.1
 * and 11).
 */
function isOfToken(scope: string): boolean {
  return /^(openid|offline([._]access)?|refresh_token)$/.test(scope);
}

interface StreamNeeds {
  readonly stream: string;
  readonly needed: readonly Needed[];
}

/** Scopes of one operation; undefined where nobody names any. */
type Needed = readonly string[] | undefined;

function needsOf(model: Model, stream: StreamContract, names: readonly string[]): readonly Needed[] {
  const list = operationAt(model, operationName(stream.list));
  const operations = stream.operations ?? {};
  const ofList = list && inferScopes(model, list).value;
  const besides = inferOperationScopes(model, operations, stream.scopes).value;
  return [
    // What a person corrected counts for every way to authenticate.
    list === undefined || !isSame(ofList, stream.scopes) ? stream.scopes : readingOf(model, list, names),
    ...(isSame(besides, stream.operationScopes)
      ? Object.values(operations).map((place) => scopesOfSchemes(model, operationAt(model, place), names))
      : [stream.operationScopes]),
  ];
}

function isSame(one: Needed, other: Needed): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function readingOf(model: Model, operation: Operation, names: readonly string[]): Needed {
  const scopes = scopesOfSchemes(model, operation, names);
  return scopes && readingOnly(scopes);
}

const WHOSE = /^(me|self|whoami|userinfo|currentuser|user|profile|account|identity|tokeninfo|organi[sz]ation|company)$/;

/** What operations need that tell whose account it is: a connection may name its account by one of them. */
function identityScopes(model: Model, names: readonly string[]): readonly Needed[] {
  return model.operations
    .filter(({ method, path }) => method === "GET" && pathParameters(path).length === 0)
    .filter(({ path }) => WHOSE.test(flat(lastLiteral(path) ?? "")))
    .map((operation) => readingOf(model, operation, names));
}

function unsaidBy({ stream }: StreamNeeds): Gap {
  const why =
    "the document names no scope for the list or for one of its operations, so all that are declared are asked for";
  return { stream, question: "scopes", why };
}

function undeclaredBy({ stream, needed }: StreamNeeds, known: ReadonlySet<string>): readonly Gap[] {
  const scopes = new Set(needed.flatMap((each) => each ?? []).filter((scope) => !known.has(scope)));
  return [...scopes].map((scope) => ({
    stream,
    question: "scopes",
    why: `no flow declares ${scope}, which is required; it is not asked for, and all that are declared are`,
  }));
}
