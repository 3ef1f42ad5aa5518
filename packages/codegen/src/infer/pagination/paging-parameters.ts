import { bodyParameters } from "../document/body-parameters.ts";
import type { Model, Operation, Parameter } from "../document/operation.ts";
import { cursorTerms, isDate, limitTerms, offsetTerms, pageTerms } from "./paging-terms.ts";
import { remember } from "../words/remember.ts";
import { isNumeric } from "../document/shape.ts";
import { termOf, termOfFlat, type Term } from "../rules/term.ts";
import { flat } from "../words/words.ts";

/** The parameters of an operation that have to do with pages, by what their names and types say. The answer decides between them later. */
export interface PagingParameters {
  readonly limit: Parameter | undefined;
  readonly page: Parameter | undefined;
  readonly offset: Parameter | undefined;
  /** Tokens and keys; the first is the likeliest. */
  readonly cursors: readonly Parameter[];
}

/** Finds the paging parameters among those of the query and of headers, and among the members of the JSON body of a POST. */
export function pagingParameters(model: Model, operation: Operation): PagingParameters {
  const query = operation.parameters.filter((each) => each.place === "query");
  const parameters = [
    ...query,
    ...query.flatMap((each) => membersOf(model, each)),
    ...bodyParameters(model, operation),
  ].flatMap((parameter) => {
    const written = flat(parameter.name);
    return mayPage(written) ? [{ parameter, written }] : [];
  });
  if (parameters.length === 0)
    return { limit: undefined, page: undefined, offset: undefined, cursors: headerTokens(model, operation) };
  const pick = <T extends Term>(
    terms: readonly T[],
    accepts: (parameter: Parameter, term: T) => boolean,
  ): readonly Parameter[] =>
    model
      .keep(terms)
      .flatMap((term) =>
        parameters
          .filter(({ parameter, written }) => term.flat.test(written) && accepts(parameter, term))
          .map(({ parameter }) => parameter),
      );
  const page = pick(pageTerms, isOne)[0];
  const offset = pick(offsetTerms, (each, term) => isOne(each) && (!term.needsNumber || isNumber(each)))[0];
  const cursors = [
    ...pick(cursorTerms, (each, term) => isToken(each) && term.accepts(each)),
    ...headerTokens(model, operation),
  ];
  const pages = page !== undefined || offset !== undefined || cursors.length > 0;
  const limit = preferCurrent(pick(limitTerms, (each, { weak }) => isLimit(each, weak && !pages)));
  return { limit, page, offset, cursors };
}

/** Most names have nothing to do with pages, whichever terms count. */
const mayPage = remember((written) =>
  [limitTerms, pageTerms, offsetTerms, cursorTerms].some((terms) => termOfFlat(terms, written) !== undefined),
);

/** Members of a parameter that is an object: `page[size]` (OpenAPI 3.1, section 4.8.12, style deepObject), or, exploded as a form, `size`. */
function membersOf(model: Model, parameter: Parameter): readonly Parameter[] {
  return [...parameter.shape.fields].map(([member, schema]) => {
    const shape = model.read(schema);
    const name = parameter.style === "deepObject" ? `${parameter.name}[${member}]` : member;
    return { ...parameter, ref: name, name, required: false, shape, text: shape.description };
  });
}

/** Tokens that travel in a header have names that mean nothing else: `x-ms-continuation`. */
function headerTokens(model: Model, { parameters }: Operation): readonly Parameter[] {
  return parameters.filter(
    ({ place, name }) =>
      place === "header" && termOf(model.keep(cursorTerms), name.replace(/^x-/i, ""))?.rests !== undefined,
  );
}

function preferCurrent(parameters: readonly Parameter[]): Parameter | undefined {
  return parameters.find((each) => !/\bdeprecated\b/i.test(each.text)) ?? parameters[0];
}

/** A weak name is a limit where pages are asked for, where it is a number, or where its text speaks of an amount. */
function isLimit({ shape, text }: Parameter, doubtful: boolean): boolean {
  if (shape.types.has("boolean") || shape.types.has("object") || /date/.test(shape.format ?? "")) return false;
  return (
    !doubtful || isNumeric(shape) || /\b(number of|how many|maximum|records|results|items|rows|per page)\b/i.test(text)
  );
}

function isOne({ shape }: Parameter): boolean {
  return !shape.types.has("object") && !shape.types.has("boolean");
}

function isNumber(parameter: Parameter): boolean {
  return isNumeric(parameter.shape) && !isDate(parameter);
}

/** A token is one value; the values of a sort (`search_after`) are several. */
function isToken({ shape, name }: Parameter): boolean {
  return !shape.types.has("boolean") && (!shape.types.has("array") || flat(name) === "searchafter");
}
