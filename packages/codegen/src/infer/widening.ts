import type { Json, ParameterRef } from "@waybill/sync/connector";
import { answer, type Answer } from "./answer.ts";
import type { Model, Operation, Parameter } from "./operation.ts";
import { term, termOf, type Term } from "./term.ts";

/** Names of parameters that choose which records a list holds. */
export const choiceTerms: readonly Term[] = [
  term("state", /(state|status)$/),
  term("kind", /(type|kind|role|affiliation|visibility|source)$/),
  term("filter", /filter$/),
];

/**
 * Optional parameters by which a list leaves records out unless it is asked for all of them: GitHub lists open issues, Stripe the subscriptions that
 * are not cancelled. A sync sends the value that means all, or a record that changes its state would look as if it were gone.
 */
export function inferWidening(
  { keep }: Model,
  { parameters }: Operation,
): Answer<Readonly<Record<ParameterRef, Json>>> {
  const terms = keep(choiceTerms);
  const found = parameters.flatMap((parameter) => {
    const all = isChoice(parameter, terms) ? valueForAll(parameter) : undefined;
    return all === undefined || isSame(parameter.shape.fallback, all) ? [] : [{ parameter, all }];
  });
  const told = found.every(({ parameter }) => parameter.shape.fallback !== undefined);
  return answer(
    Object.fromEntries(found.map(({ parameter, all }) => [parameter.ref, all])),
    told ? 0.9 : 0.85,
    found.map(({ parameter: { ref, shape }, all }) =>
      shape.fallback === undefined
        ? `${ref} can leave records out; ${all} lists them`
        : `${ref} leaves records out by its default, ${JSON.stringify(shape.fallback)}; ${all} lists them`,
    ),
  );
}

const isChoice = ({ place, required, name }: Parameter, terms: readonly Term[]): boolean =>
  place === "query" && !required && termOf(terms, name) !== undefined;

/** The one of several values that means all the others. */
function valueForAll({ shape }: Parameter): string | undefined {
  return shape.values.filter((value) => typeof value === "string").find((value) => /^(all|any)$/i.test(value));
}

const isSame = (fallback: Json | undefined, all: string): boolean =>
  typeof fallback === "string" && fallback.toLowerCase() === all.toLowerCase();
