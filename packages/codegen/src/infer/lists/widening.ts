import type { Json, Pagination, ParameterRef } from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import type { Model, Operation, Parameter } from "../document/operation.ts";
import type { Rule } from "../rules/rule.ts";
import { term, termOf, type Term } from "../rules/term.ts";
import { flat, wordsOf } from "../words/words.ts";

/** Names of parameters that choose which records a list holds. */
export const choiceTerms: readonly Term[] = [
  term("state", /(state|status)$/),
  term("kind", /(type|kind|role|affiliation|visibility|source)$/),
  term("filter", /filter$/),
];

interface SwitchRule extends Rule {
  /** The value by which a parameter has the vendor page by a token. */
  readonly valueFor: (parameter: Parameter, token: ParameterRef) => Json | undefined;
}

/** Parameters without which a token is not looked at, or not given. */
export const switchRules: readonly SwitchRule[] = [
  {
    name: "parameter that chooses tokens",
    rests: "GitLab REST API, keyset-based pagination: pagination=keyset",
    valueFor: ({ place, name, shape }, token) => {
      if (place !== "query") return undefined;
      const written = flat(name);
      const asked = flat(token);
      // `use_next_marker`; in `usemarker` no word begins.
      const starts = [wordsOf(name)[0] ?? "", written.slice(0, -asked.length)];
      const isFlag = shape.types.has("boolean") && written.endsWith(asked) && starts.some((each) => USES.test(each));
      if (isFlag) return true;
      const chooses = /^(pagination|paging)(type|mode|style|method)?$/.test(written);
      return chooses ? shape.values.find((value) => typeof value === "string" && BY_TOKEN.test(value)) : undefined;
    },
  },
];

const USES = /^(use|enabled?|with)$/;
const BY_TOKEN = /^(cursor|keyset|marker|token)([-_ ]?based)?$/i;

/**
 * Optional parameters by which a list leaves records out unless it is asked for all of them: GitHub lists open issues, Stripe the subscriptions that
 * are not cancelled. A sync sends the value that means all, or a record that changes its state would look as if it were gone. So it does where tokens have
 * to be asked for, or the first page would be the last.
 */
export function inferWidening(
  { keep }: Model,
  { parameters }: Operation,
  pagination: Pagination,
): Answer<Readonly<Record<ParameterRef, Json>>> {
  const choices = choicesIn(parameters, keep(choiceTerms));
  const switches = switchesIn(parameters, keep(switchRules), tokenOf(pagination));
  const told = choices.every(({ isTold }) => isTold);
  const found = [...choices, ...switches];
  return answer(
    Object.fromEntries(found.map(({ ref, value }) => [ref, value])),
    told ? 0.9 : 0.85,
    found.map(({ why }) => why),
  );
}

interface Sent {
  readonly ref: ParameterRef;
  readonly value: Json;
  readonly why: string;
}

function choicesIn(parameters: readonly Parameter[], terms: readonly Term[]): readonly (Sent & { isTold: boolean })[] {
  return parameters.flatMap((parameter) => {
    const { ref, shape } = parameter;
    const value = isChoice(parameter, terms) ? valueForAll(parameter) : undefined;
    if (value === undefined || isSame(shape.fallback, value)) return [];
    const isTold = shape.fallback !== undefined;
    const why = isTold
      ? `${ref} leaves records out by its default, ${JSON.stringify(shape.fallback)}; ${value} lists them`
      : `${ref} can leave records out; ${value} lists them`;
    return [{ ref, value, why, isTold }];
  });
}

function switchesIn(
  parameters: readonly Parameter[],
  rules: readonly SwitchRule[],
  token: ParameterRef | undefined,
): readonly Sent[] {
  if (token === undefined) return [];
  return parameters.flatMap((parameter) => {
    const [value] = rules.flatMap(({ valueFor }) => valueFor(parameter, token) ?? []);
    return value === undefined || value === parameter.shape.fallback
      ? []
      : [{ ref: parameter.ref, value, why: `${parameter.ref} asks for pages by ${token}` }];
  });
}

function tokenOf(pagination: Pagination): ParameterRef | undefined {
  if (pagination.style === "cursor") return pagination.cursor;
  return pagination.style === "keyset" ? pagination.key : undefined;
}

const isChoice = ({ place, required, name }: Parameter, terms: readonly Term[]): boolean =>
  place === "query" && !required && termOf(terms, name) !== undefined;

/** The one of several values that means all the others. */
function valueForAll({ shape }: Parameter): string | undefined {
  return shape.values.filter((value) => typeof value === "string").find((value) => /^(all|any)$/i.test(value));
}

const isSame = (fallback: Json | undefined, all: string): boolean =>
  typeof fallback === "string" && fallback.toLowerCase() === all.toLowerCase();
