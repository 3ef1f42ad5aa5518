import type { ParameterRef, ParentRef } from "@waybill/sync/connector";
import { answer, SURE, type Answer } from "../rules/answer.ts";
import { groupBy } from "./group-by.ts";
import { reachRules } from "./key-reach.ts";
import { nounText } from "../words/noun-words.ts";
import type { Model } from "../document/operation.ts";
import { fitsKey } from "./parent-key.ts";
import { nameOf, type Family, type FoundParent, type ListedStream } from "./parent-rule.ts";
import { parentRules } from "./parent-rules.ts";
import { lastLiteral, pathParameters, withoutFormat } from "../document/path.ts";
import { isShared } from "./shared-parameter.ts";

/**
 * The parents of all streams, by the stream's name. A parent may itself be listed for the records of another stream: found are first those that need
 * nobody, then those that these fill, until nothing is added; so no line of parents comes back to itself, and each can be followed.
 */
export function inferParents(
  model: Model,
  streams: readonly ListedStream[],
): ReadonlyMap<string, Answer<ParentRef | undefined>> {
  const found = new Map<string, FoundParent>();
  const unsure = new Map<string, FoundParent>();
  const family = familyOf(model, streams, found);
  const rules = model.keep(parentRules);
  const waiting = streams.filter(({ open }) => open.length > 0);
  const findMore = (): boolean =>
    rules.some((rule) => {
      const before = found.size;
      for (const child of waiting) {
        const parent = found.has(child.name) ? undefined : rule.find(child, family);
        if (parent !== undefined) (parent.confidence < SURE ? unsure : found).set(child.name, parent);
      }
      return found.size > before;
    });
  while (findMore());
  const above = aboveOthers(found);
  const reachOf = (child: ListedStream, parent: FoundParent): readonly string[] => {
    if (above.has(child.name)) return [];
    const filled = filledAbove(found, child).map(nameOf);
    const alike = family.called(lastLiteral(child.operation.path) ?? "");
    const isListedElsewhere = alike.some(({ name }) => {
      const other = found.get(name);
      return other !== undefined && other.stream !== parent.stream;
    });
    const input = { model, child, parent, filled, isListedElsewhere };
    return model.keep(reachRules).flatMap(({ find }) => find(input) ?? []);
  };
  return new Map(
    streams.map((stream) => [stream.name, tell({ stream, found, unsure: unsure.get(stream.name), reachOf })]),
  );
}

/** Streams from which others inherit: whose a child's child is, only a key below the parent's tells. */
function aboveOthers(found: Found): ReadonlySet<string> {
  const children = [...found].filter(([, { stream }]) => found.has(stream.name));
  return new Set(children.map(([, { stream }]) => stream.name));
}

type Found = ReadonlyMap<string, FoundParent>;

function familyOf(model: Model, streams: readonly ListedStream[], found: Found): Family {
  const readable = streams.filter(({ operation }) => operation.method === "GET");
  const byPath = groupBy(readable, ({ operation }) => withoutFormat(operation.path).replace(/(.)\/$/, "$1"));
  const byNoun = groupBy(readable, ({ operation }) => nounText(lastLiteral(operation.path) ?? ""));
  return {
    model,
    at: (path) => byPath.get(path) ?? [],
    called: (noun) => byNoun.get(nounText(noun)) ?? [],
    isChild: ({ name }) => found.has(name),
    mayFill: (stream, child, fills) => {
      const left = new Set(fills.map(({ ref }) => ref));
      const isLeft = (each: ParameterRef): boolean => !left.has(each) && isShared(each, stream, child);
      const filled = new Set(filledAbove(found, stream));
      return (
        stream.name !== child.name &&
        !lineOf(found, stream).includes(child.name) &&
        fills.every((fill) => fitsKey(model, { child, stream, ...fill })) &&
        stream.open.every((each) => isLeft(each) || filled.has(each))
      );
    },
  };
}

/** Names of the streams above one. */
function lineOf(found: Found, { name }: ListedStream): readonly string[] {
  const parent = found.get(name)?.stream;
  return parent === undefined ? [] : [parent.name, ...lineOf(found, parent)];
}

/** Parameters of a list that records above it fill: the parent's own, and those that both lists have, which the parent's parent fills. */
function filledAbove(found: Found, stream: ListedStream): readonly ParameterRef[] {
  const parent = found.get(stream.name);
  if (parent === undefined) return [];
  return [...ownRefs(parent), ...inheritedBy(found, stream, parent)];
}

function ownRefs({ fills }: FoundParent): readonly ParameterRef[] {
  return fills.map(({ ref }) => ref);
}

function inheritedBy(found: Found, stream: ListedStream, parent: FoundParent): readonly ParameterRef[] {
  const own = new Set(ownRefs(parent));
  return filledAbove(found, parent.stream).filter((ref) => !own.has(ref) && isShared(ref, parent.stream, stream));
}

interface Telling {
  readonly stream: ListedStream;
  readonly found: Found;
  readonly unsure: FoundParent | undefined;
  /** What says that the stream's keys name one record, whichever parent lists it. */
  readonly reachOf: (stream: ListedStream, parent: FoundParent) => readonly string[];
}

function tell({ stream, found, unsure, reachOf }: Telling): Answer<ParentRef | undefined> {
  const parent = found.get(stream.name);
  if (parent !== undefined) return told(parent, inheritedBy(found, stream, parent), reachOf(stream, parent));
  if (unsure !== undefined) return answer(undefined, unsure.confidence, [...unsure.evidence, remedy(unsure)]);
  const { path } = stream.operation;
  return pathParameters(path).length === 0
    ? answer(undefined, 0.9, "not listed for the records of another stream")
    : answer(undefined, 0.8, "no other stream lists the records that the path names");
}

function told(parent: FoundParent, inherited: readonly ParameterRef[], reach: readonly string[]): Answer<ParentRef> {
  const { stream, confidence, evidence } = parent;
  const inherits = inherited.map(nameOf);
  // Under its own key alone, a record that another parent numbers alike would be lost. Under both, nothing is, whichever way the vendor counts.
  const value: ParentRef = {
    stream: stream.name,
    parameters: parametersOf(parent),
    inherits: inherits.length === 0 ? undefined : inherits,
    keys: reach.length === 0 ? "below-parent" : "own",
  };
  const stored = 'stored below their parents; correct keys to "own" where a key names one record in all of them';
  return answer(value, confidence, [...evidence, ...(reach.length === 0 ? [stored] : reach)]);
}

function remedy(parent: FoundParent): string {
  const correction = { stream: parent.stream.name, parameters: parametersOf(parent) };
  return `where they do, correct it: parent: ${JSON.stringify(correction)}`;
}

function parametersOf({ fills }: FoundParent): ParentRef["parameters"] {
  return Object.fromEntries(fills.map(({ ref, key }) => [nameOf(ref), key]));
}
