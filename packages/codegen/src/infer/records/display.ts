import type { Display, Json, Pointer } from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import { flatOf, isPlain, type Field } from "../document/fields.ts";
import type { Model, Operation } from "../document/operation.ts";
import { nounsOf } from "../document/path.ts";
import { firstNamed, term, termOfFlat, type Term } from "../rules/term.ts";
import { flat, singular } from "../words/words.ts";

/** Names of what a person calls a record, the likeliest first. */
export const titleTerms: readonly Term[] = [
  term("name", /^name$/),
  term("shown name", /^(display|full)name$/),
  term("title", /^title$/),
  term("subject", /^(subject|summary)$/),
  term("label", /^label$/),
];
/** What tells a record apart where it has no name. */
export const insteadTerms: readonly Term[] = [
  term("login", /^(login|handle|slug)$/),
  term("number", /^(number|code|key)$/),
  term("description", /^description$/),
];
/** Names of what is worth a column. */
export const usefulTerms: readonly Term[] = [
  term("state", /^(status|state)$/),
  term("kind", /^(type|kind|plan|priority)$/),
  term("amount", /^(amount|total|currency)$/),
  term("time", /^(created(at)?|updated(at)?|date|due(date)?)$/),
  term("number", /^number$/),
];
const MOST = 5;

interface Shown {
  readonly model: Model;
  readonly operation: Operation;
  readonly record: Json | undefined;
}

interface Known {
  readonly primaryKey: readonly Pointer[];
  readonly classes: Readonly<Partial<Record<Pointer, "pii" | "secret">>>;
}

/** The fields that may reach a screen: a title and a few plain ones, none of them secret, none but the title personal. Undefined where no field is a title. */
export function inferDisplay(
  { model, operation, record }: Shown,
  { primaryKey, classes }: Known,
): Answer<Display | undefined> {
  const [noun = ""] = nounsOf(model.keep, operation.path);
  const shown = model.fields(record, 1).filter((field) => isPlain(field) && classes[field.pointer] !== "secret");
  // `domain` of `/domains`, `username` of `/users`.
  const called = term("what it is", new RegExp(`^${flat(singular(noun))}(name)?$`));
  const named =
    firstNamed(model.keep(titleTerms), shown, flatOf) ??
    firstNamed([called], shown.filter(isText), flatOf) ??
    firstNamed(model.keep(insteadTerms), shown, flatOf);
  const title = named ?? shown.find((field) => primaryKey.includes(field.pointer));
  if (title === undefined) return answer(undefined, 0.7, "no field of the record is a name");
  const fields = shown.filter(
    (field) =>
      field === title ||
      (termOfFlat(model.keep(usefulTerms), field.flat) !== undefined && classes[field.pointer] === undefined),
  );
  return answer(
    { title: title.pointer, fields: fields.slice(0, MOST).map((field) => field.pointer) },
    0.85,
    named === undefined
      ? "no field is named as titles are; the key tells records apart"
      : `${title.pointer} is named as titles are`,
  );
}

function isText({ shape }: Field): boolean {
  return shape.types.has("string");
}
