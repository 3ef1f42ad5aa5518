import type { Json } from "@waybill/sync/connector";
import type { Candidate } from "./candidate.ts";
import type { Model, Operation } from "../document/operation.ts";
import { lastLiteral } from "../document/path.ts";
import type { Rule } from "../rules/rule.ts";
import { sameNoun } from "../words/words.ts";

/** Something about a list that a person has to look at, whatever was answered. */
export interface Doubt {
  /** Member of the correction that settles it. */
  readonly question: "list" | "items" | "required";
  readonly why: string;
}

export interface DoubtInput {
  readonly model: Model;
  readonly candidate: Candidate;
  readonly record: Json | undefined;
}

export interface DoubtRule extends Rule {
  readonly find: (input: DoubtInput) => Doubt | undefined;
}

/** What the document says in words, or by the form of its records, that no member of a contract follows. */
export const doubtRules: readonly DoubtRule[] = [
  {
    name: "fields on request",
    find: ({ candidate: { operation } }) => {
      const asked = operation.parameters.find(
        ({ place, name, text }) => place === "query" && SELECTS.test(name) && LEAVES_OUT.test(text),
      );
      if (asked === undefined) return undefined;
      const why = `without ${asked.ref} the vendor leaves fields of the records out; set it in list.parameters where one of them is needed`;
      return { question: "list", why };
    },
  },
  {
    name: "filter required in words",
    find: ({ candidate: { operation } }) => {
      const said = sentencesOf(operation.text).find((sentence) => demandsFilter(sentence, operation));
      return said === undefined ? undefined : { question: "required", why: `the document says: "${said}"` };
    },
  },
  {
    name: "records inside groups",
    find: ({ model, candidate: { operation, items }, record }) => {
      const noun = lastLiteral(operation.path) ?? "";
      const at = items.value.place.path.at(-1) ?? "";
      const inner = sameNoun(at, noun) ? undefined : innerRecords(model, noun, record);
      if (inner === undefined) return undefined;
      const why = `each record of ${at || "the answer"} holds an array ${inner}, named as the path; the records may be those in it`;
      return { question: "items", why };
    },
  },
];

/** Everything to look at about one list. */
export function findDoubts(input: DoubtInput): readonly Doubt[] {
  return input.model.keep(doubtRules).flatMap(({ find }) => find(input) ?? []);
}

const SELECTS = /(^|[_$-])(fields?|select|include_?fields)$/i;
const LEAVES_OUT =
  /\b(excludes|not|omit(s|ted)?)\b[^.]*\b(by default|normally|default response|standard response)\b|\bby default\b[^.]*\b(excludes|omit(s|ted)?)\b/i;

const DEMANDS = /\b(you must|must (specify|provide|supply|include)|at least one of|exactly one of|requires? an?)\b/i;

/** One that demands a query parameter, which the document calls optional. */
function demandsFilter(sentence: string, { parameters }: Operation): boolean {
  return (
    DEMANDS.test(sentence) &&
    !/^(to|when|if) /i.test(sentence) &&
    parameters.some(({ place, required, name }) => place === "query" && !required && sentence.includes(`\`${name}\``))
  );
}

function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?])\s+|\n\s*(?=\n|[-*•] )/).map((sentence) => sentence.replaceAll(/\s+/g, " ").trim());
}

/** The name of an array in a record that is called so and holds more than the record in short, as `/gists/{id}/forks` does. */
function innerRecords(model: Model, noun: string, record: Json | undefined): string | undefined {
  const { fields } = model.read(record);
  const found = [...fields].find(
    ([name, schema]) =>
      sameNoun(name, noun) && [...model.read(model.read(schema).items).fields.keys()].some((each) => !fields.has(each)),
  );
  return found?.[0];
}
