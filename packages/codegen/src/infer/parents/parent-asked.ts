import { parameterPlace, type Pointer } from "@waybill/sync/connector";
import { keyedNoun, nounText, saysKey } from "../words/noun-words.ts";
import { keyOf, type Model, type Parameter } from "../document/operation.ts";
import { onlyKey, onlyOne, type Family, type FoundParent, type ListedStream, type ParentRule } from "./parent-rule.ts";
import { isShared } from "./shared-parameter.ts";
import { flat, wordsOf } from "../words/words.ts";

/**
 * The stream whose records fill a required query parameter: `/subscription_items?subscription=`. Its name says which; that the records it selects belong
 * to one of them shows where they have a field for it.
 */
export const parentAsked: ParentRule = { name: "required parameter named after another list", find };

function find(child: ListedStream, family: Family): FoundParent | undefined {
  for (const parameter of child.operation.parameters) {
    const { in: place } = parameterPlace(parameter.ref);
    if (place !== "query" || !child.open.includes(parameter.ref) || !isKeyLike(parameter)) continue;
    const found = filledBy(parameter, child, family);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One text or number: no choice of few, no moment. */
function isKeyLike({ shape }: Parameter): boolean {
  return (
    shape.values.length === 0 && !shape.types.has("boolean") && !shape.types.has("array") && !shape.types.has("object")
  );
}

function filledBy(parameter: Parameter, child: ListedStream, family: Family): FoundParent | undefined {
  const { model, called, mayFill } = family;
  const { ref, name, text } = parameter;
  const fits = (stream: ListedStream, key: Pointer): boolean =>
    mayFill(stream, child, [{ ref, key }]) && child.open.every((each) => each === ref || isShared(each, stream, child));
  const candidates = nounsIn(name).flatMap((noun) =>
    called(noun).flatMap((stream) => {
      const key = onlyKey(stream);
      return key !== undefined && keyedNoun(name, key) === noun && fits(stream, key) ? [{ stream, key }] : [];
    }),
  );
  const found = onlyOne(candidates, family);
  if (found === undefined) return undefined;
  const { stream, key } = found;
  const { path } = stream.operation;
  const field = fieldFor(model, child, ref, key);
  const fills = [{ ref, key }];
  if (field === undefined) {
    const evidence = [`its name says that records of ${path} fill ${ref}, and no field of these records confirms it`];
    return { stream, fills, confidence: 0.7, evidence };
  }
  return {
    stream,
    fills,
    confidence: saysKey(text) ? 0.9 : 0.85,
    evidence: [`${ref} is named after the records of ${path}`, `records have ${field}`],
  };
}

/** What a parameter may be the key of: `folder_id` of a folder, and of a folder id where keys are called otherwise. */
function nounsIn(name: string): readonly string[] {
  const words = wordsOf(name);
  return [...new Set([nounText(name), nounText(words.slice(0, -1).join(" "))])].filter((noun) => noun !== "");
}

/** The field of the records, as the list or the operation on one of them answers, that holds the parent or its key. */
function fieldFor(model: Model, { operation, record }: ListedStream, name: string, key: Pointer): string | undefined {
  const noun = flat(keyedNoun(name, key));
  const item = model.byKey.get(keyOf("GET", `${operation.path}/{}`))?.answer;
  const fields = [...model.fields(record, 1), ...model.fields(item, 2)];
  return fields.find((field) => flat(field.name) === flat(name) || flat(field.name) === noun)?.pointer;
}
