import { fieldCalled } from "./called-field.ts";
import { isPlain } from "../document/fields.ts";
import { fieldsOfListed } from "./listed-record.ts";
import { nounText } from "../words/noun-words.ts";
import { keyOf, type Model, type Operation, type Parameter } from "../document/operation.ts";
import { isWithin, mayHoldPart } from "./parent-place.ts";
import { onlyOne, pathRef, type Family, type Fill, type FoundParent, type ListedStream } from "./parent-rule.ts";
import { isParameterSegment, pathParameters, segmentsOf } from "../document/path.ts";

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
    const fills =
      fieldsOfListed(model, item, stream) === undefined ? [] : fillsOf({ model, stream, item, child }, place);
    return fills.length === parameters.length && mayFill(stream, child, fills) ? [{ stream, fills }] : [];
  });
  const only = onlyOne(found, family);
  if (only === undefined) return undefined;
  const { stream, fills } = only;
  const taken = fills.map(({ key }, index) => `{${parameters[index] ?? ""}} takes ${key}`);
  const doubts = [
    ...fills.flatMap(({ doubt }) => doubt ?? []),
    ...(mayHoldPart(above, stream.operation.path) ? [`${stream.operation.path} may list only some of them`] : []),
  ];
  const evidence = [`${stream.operation.path} lists what ${item.path} answers with`, ...taken, ...doubts];
  return { stream, fills, confidence: doubts.length === 0 ? 0.8 : 0.7, evidence };
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

interface Calling {
  readonly model: Model;
  readonly stream: ListedStream;
  /** The operation that answers with one record. */
  readonly item: Operation;
  readonly child: ListedStream;
}

interface CalledFill extends Fill {
  /** Why the field may not be the one that is meant. */
  readonly doubt?: string | undefined;
}

function fillsOf({ model, stream, item, child }: Calling, { noun, parameters }: RecordPlace): readonly CalledFill[] {
  const fields = model.fields(stream.record, 2).filter((field) => isPlain(field) && !field.shape.types.has("null"));
  return parameters.flatMap((parameter) => {
    // The path of one record may name it otherwise than that of what is below.
    const at = pathParameters(child.operation.path).indexOf(parameter);
    const names = [parameter, pathParameters(item.path)[at] ?? parameter];
    const written = [child.operation, item].flatMap(({ parameters: all }, index) =>
      all.filter(({ ref }) => ref === pathRef(names[index] ?? "")),
    );
    const called = fieldCalled({ parameter, noun: nounText(noun), ...saidOf(written) }, fields);
    return called === undefined ? [] : [{ ref: pathRef(parameter), ...called }];
  });
}

/** What is written of a parameter wherever it stands. */
function saidOf(written: readonly Parameter[]) {
  const texts = written.map(({ text }) => text).filter((text) => text !== "");
  return { text: texts.join(". "), shapes: written.map(({ shape }) => shape) };
}
