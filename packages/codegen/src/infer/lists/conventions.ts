import type { ResponseRef } from "@waybill/sync/connector";
import { signalsWith, type Candidate } from "./candidate.ts";
import { declaresLink, type Model, type Parameter } from "../document/operation.ts";
import { cursorParameter } from "../pagination/cursor-style.ts";
import type { PagingParameters } from "../pagination/paging-parameters.ts";
import type { Rule } from "../rules/rule.ts";
import { flat } from "../words/words.ts";

/** How several lists of one document page: what is sent, and where the answer says what to send. */
interface Convention {
  readonly kind: "cursor" | "page";
  readonly sent: Parameter;
  readonly limit: Parameter | undefined;
  readonly told: ResponseRef;
  readonly count: number;
}

/** A convention needs this many lists that declare it whole. */
const ENOUGH = 2;

/**
 * Documents forget things: some lists declare a token parameter and no token, others answer with a token and declare no parameter. Where other
 * lists of the same document declare both, the missing half is taken from them. Following a token that is there never loses records; stopping
 * where a document was forgetful does.
 */
export function applyConventions(model: Model, candidates: readonly Candidate[]): readonly Candidate[] {
  const lists = candidates.filter(({ list }) => list.value);
  const conventions = conventionsOf(model, lists);
  return candidates.map((candidate) => (candidate.list.value ? complete(model, candidate, conventions) : candidate));
}

function conventionsOf(model: Model, lists: readonly Candidate[]): readonly Convention[] {
  const found = new Map<string, Convention>();
  for (const list of lists) {
    for (const convention of declaredBy(model, list)) {
      const key = `${convention.kind} ${flat(convention.sent.name)} ${convention.told}`;
      const known = found.get(key);
      const asked = known?.sent.place === "query" ? known : convention;
      found.set(key, { ...asked, count: (known?.count ?? 0) + 1 });
    }
  }
  const enough = [...found.values()].filter(({ count, sent }) => count >= ENOUGH && sent.place === "query");
  return enough.toSorted((a, b) => Number(a.kind === "page") - Number(b.kind === "page") || b.count - a.count);
}

function declaredBy({ keep }: Model, { parameters, signals: read }: Candidate): readonly Convention[] {
  const { limit, page } = parameters;
  const signals = read();
  const cursor = cursorParameter({ parameters, signals }, keep);
  const { nextCursor, totalPages } = signals;
  return [
    ...(cursor !== undefined && nextCursor !== undefined
      ? [{ kind: "cursor" as const, sent: cursor, limit, told: nextCursor, count: 1 }]
      : []),
    ...(page !== undefined && totalPages !== undefined
      ? [{ kind: "page" as const, sent: page, limit, told: totalPages, count: 1 }]
      : []),
  ];
}

function complete(model: Model, candidate: Candidate, conventions: readonly Convention[]): Candidate {
  for (const convention of conventions) {
    for (const { apply } of model.keep(conventionRules)) {
      const completed = apply(candidate, convention, model);
      if (completed !== undefined) return completed;
    }
  }
  return candidate;
}

interface ConventionRule extends Rule {
  readonly apply: (candidate: Candidate, convention: Convention, model: Model) => Candidate | undefined;
}

/** What is taken from other lists. */
export const conventionRules: readonly ConventionRule[] = [
  { name: "where the token is", apply: withToken },
  { name: "which parameter asks", apply: withParameter },
];

/** A token parameter that other lists have too, and an answer that does not say where the token is. */
function withToken(candidate: Candidate, { kind, sent, told }: Convention): Candidate | undefined {
  const { parameters, operation } = candidate;
  const signals = candidate.signals();
  if (kind !== "cursor" || (signals.nextCursor ?? signals.nextUrl) !== undefined) return undefined;
  if (declaresLink(operation)) return undefined;
  const counter = [parameters.offset, parameters.page].find(
    (each) => each?.name === sent.name && each.text === sent.text,
  );
  const own = parameters.cursors.find((each) => each.name === sent.name) ?? counter;
  if (own === undefined) return undefined;
  const without: PagingParameters = {
    limit: parameters.limit,
    page: parameters.page === own ? undefined : parameters.page,
    offset: parameters.offset === own ? undefined : parameters.offset,
    cursors: [own, ...parameters.cursors.filter((each) => each !== own)],
  };
  const borrowed = [`other lists answer with ${told} where they take ${own.ref}`];
  return { ...candidate, parameters: without, signals: () => ({ ...signals, nextCursor: told }), borrowed };
}

/** An answer with the signal that other lists have, and no parameter that asks for another page. */
function withParameter(
  candidate: Candidate,
  { kind, sent, limit, told }: Convention,
  model: Model,
): Candidate | undefined {
  const { parameters, operation } = candidate;
  if (
    operation.method !== "GET" ||
    parameters.page !== undefined ||
    parameters.offset !== undefined ||
    parameters.cursors.length > 0
  )
    return undefined;
  const supposed: PagingParameters = {
    limit: parameters.limit ?? limit,
    page: kind === "page" ? sent : undefined,
    offset: undefined,
    cursors: kind === "cursor" ? [sent] : [],
  };
  const signals = signalsWith(model, candidate, supposed);
  if ((kind === "page" ? signals.totalPages : signals.nextCursor) !== told) return undefined;
  const borrowed = [`other lists that answer with ${told} take ${sent.ref}`];
  return { ...candidate, parameters: supposed, signals: () => signals, borrowed };
}
