import { answer, type Answer } from "../rules/answer.ts";
import type { Field } from "../document/fields.ts";
import type { KeyInput, KeyRule } from "./key-rule.ts";
import { nounsOf } from "../document/path.ts";
import { singular, wordsOf } from "../words/words.ts";

/** `envelopeId` of envelopes; `event_id` of events. */
export const nounIdRule: KeyRule = {
  name: "id of the noun",
  find: (input, fields) => byNoun(input, fields, ["id", "uuid", "uid", "guid"]),
};

/** `alias_name` of aliases, where nothing better is there. */
export const nounRule: KeyRule = {
  name: "name of the noun",
  find: (input, fields) => byNoun(input, fields, ["key", "code", "name", "number"]),
};

function byNoun(
  { operation, arrayName, model }: KeyInput,
  fields: readonly Field[],
  suffixes: readonly string[],
): Answer<readonly Field[]> | undefined {
  const [noun = "", above = ""] = nounsOf(model.keep, operation.path);
  // What was updated or deleted is named by the noun before: `/worklog/updated`.
  const nouns = [/(ed|active|recent)$/i.test(noun) ? above : noun, ...(arrayName === undefined ? [] : [arrayName])];
  for (const tail of nouns.flatMap(tails)) {
    const field = fields.find((each) => suffixes.some((suffix) => each.flat === `${tail}${suffix}`));
    if (field !== undefined) return answer([field], 0.92, `${field.pointer} is named after the collection`);
  }
  return undefined;
}

/** `audit_log_events` -> auditlogevent, logevent, event. */
function tails(name: string): readonly string[] {
  const words = wordsOf(name);
  return words.map((_, index) => [...words.slice(index, -1), singular(words.at(-1) ?? "")].join(""));
}
