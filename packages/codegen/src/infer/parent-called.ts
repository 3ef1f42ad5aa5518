import type { Pointer } from "@waybill/sync/connector";
import { isPlain, type Field } from "./fields.ts";
import { fieldsOfListed } from "./listed-record.ts";
import { nounText } from "./noun-words.ts";
import { keyOf, type Model, type Operation } from "./operation.ts";
import { isWithin } from "./parent-elsewhere.ts";
import { onlyOne, pathRef, type Family, type Fill, type FoundParent, type ListedStream } from "./parent-rule.ts";
import { isParameterSegment, segmentsOf } from "./path.ts";
import { flat, wordsOf } from "./words.ts";

/**
 * The stream whose records a path calls by something else than their key: a number in their project, a name, the login of an owner and a name together, as
 * `/repos/{owner}/{repo}/issues` does. `/repos/{owner}/{repo}` has to answer with what the list holds, and each parameter to be a field of it.
 */
export function parentCalled(child: ListedStream, family: Family): FoundParent | undefined {
  const { model, at, called, mayFill } = family;
  const place = recordIn(child.operation.path);
  const item = place === undefined ? undefined : model.byKey.get(keyOf("GET", place.path));
  if (place === undefined || item === undefined) return undefined;
  const { above, noun, parameters } = place;
  const others = called(noun).filter(({ operation }) => isWithin(above, operation.path));
  const streams = at(above).length > 0 ? at(above) : others;
  const found = streams.flatMap((stream) => {
    const fills = fieldsOfListed(model, item, stream) === undefined ? [] : fillsOf(model, stream, item, place);
    return fills.length === parameters.length && mayFill(stream, child, fills) ? [{ stream, fills }] : [];
  });
  const only = onlyOne(found, family);
  if (only === undefined) return undefined;
  const taken = only.fills.map(({ key }, index) => `{${parameters[index] ?? ""}} takes ${key}`);
  const evidence = [`${only.stream.operation.path} lists what ${item.path} answers with`, ...taken];
  return { ...only, confidence: 0.8, evidence };
}

interface RecordPlace {
  /** Path of one record. */
  readonly path: string;
  /** Path of its collection, and the last name in it. */
  readonly above: string;
  readonly noun: string;
  /** What calls the record in the path. */
  readonly parameters: readonly string[];
}

/** The last record that a path names. */
function recordIn(path: string): RecordPlace | undefined {
  const segments = segmentsOf(path);
  const end = segments.findLastIndex(isParameterSegment) + 1;
  const start = segments.slice(0, end).findLastIndex((segment) => !isParameterSegment(segment)) + 1;
  const noun = segments[start - 1];
  if (end === 0 || noun === undefined || end === segments.length) return undefined;
  return {
    path: `/${segments.slice(0, end).join("/")}`,
    above: `/${segments.slice(0, start).join("/")}`,
    noun,
    parameters: segments.slice(start, end).map((segment) => segment.slice(1, -1)),
  };
}

function fillsOf(
  model: Model,
  { record }: ListedStream,
  item: Operation,
  { noun, parameters }: RecordPlace,
): readonly Fill[] {
  const fields = model.fields(record, 2).filter((field) => isPlain(field) && !field.shape.types.has("null"));
  return parameters.flatMap((parameter) => {
    const ref = pathRef(parameter);
    const text = item.parameters.find((each) => each.ref === ref)?.text ?? "";
    const key = fieldCalled({ parameter, noun: nounText(noun), text }, fields);
    return key === undefined ? [] : [{ ref, key }];
  });
}

/** A parameter, what the collection holds, and what is written of the parameter. */
interface Call {
  readonly parameter: string;
  readonly noun: string;
  readonly text: string;
}

/** The field that a parameter is called after; by itself, without the noun of the collection, or by the object that holds it. */
function fieldCalled({ parameter, noun, text }: Call, fields: readonly Field[]): Pointer | undefined {
  const own = fields.filter(({ path }) => path.length === 1);
  const named = own.find((field) => [flat(parameter), flat(withoutNoun(parameter, noun))].includes(field.flat));
  if (named !== undefined) return named.pointer;
  if (nounText(parameter) === noun) return handleIn(own, text);
  return handleIn(
    fields.filter(({ path }) => path.length === 2 && flat(path[0] ?? "") === flat(parameter)),
    "",
  );
}

/** `pull_number` of `pulls` is its `number`. */
function withoutNoun(parameter: string, noun: string): string {
  const words = wordsOf(parameter);
  const before = noun.split(" ");
  return before.every((word, index) => words[index] === word) ? words.slice(before.length).join("_") : parameter;
}

/** What people call something by in addresses; its name only where a text says so, since others can be called alike. */
function handleIn(fields: readonly Field[], text: string): Pointer | undefined {
  const handles = [...HANDLES.filter((name) => new RegExp(`\\b${name}\\b`, "i").test(text)), ...HANDLES];
  const names = /\bname\b/i.test(text) ? [...handles, "name"] : handles;
  return names.flatMap((name) => fields.find((field) => field.flat === name) ?? [])[0]?.pointer;
}

const HANDLES = ["slug", "login", "username", "handle"];
