import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import type { Json } from "../../connector/json.ts";
import { isJsonArray, readPointer } from "../../connector/pointer.ts";
import type { PaginationStyle } from "../../connector/pagination.ts";
import type { Pointer } from "../../connector/refs.ts";
import { isTruncated, parseExactly } from "./json-text.ts";

export interface AnswerText {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

export type ParsedAnswer =
  | {
      readonly ok: true;
      readonly body: Json;
      readonly items: readonly Json[];
      /** Whether it held numbers beyond 2^53, which are kept as strings. */
      readonly hadGreatNumbers: boolean;
    }
  | { readonly ok: false; readonly failure: Failure };

/** Finds the records in a successful answer, or says why there are none to find. An answer that cannot be read is never "no records". */
export function parseAnswer(answer: AnswerText, items: Pointer, style?: PaginationStyle): ParsedAnswer {
  // No content, and nothing changed since: both say that there is nothing to read.
  if (answer.status === 204 || answer.status === 304)
    return { ok: true, body: null, items: [], hadGreatNumbers: false };
  const body = parsed(answer);
  if (!body.ok) return body;
  if (style === "graphql" && hasErrors(body.value)) return broken(graphqlErrors);
  const found = readPointer(body.value, items);
  const { value, hadGreatNumbers } = body;
  if (isJsonArray(found)) return { ok: true, body: value, items: found, hadGreatNumbers };
  return broken(
    `The answer has ${found === undefined ? "nothing" : describe(found)} at ${items === "" ? "its root" : items}, where the contract promises the list of records. ` +
      "If the vendor changed its answer, generate the connector again.",
  );
}

const graphqlErrors =
  "The answer holds GraphQL errors, beside which no record can be trusted to be whole. Nothing was read from it; look at its `errors`.";

/**
 * A field that could not be resolved is null in a record that looks whole. Errors are a list of one at least (GraphQL, October 2021, section 7.1.2): what is
 * there in any other form tells of one, too, but for null and the empty list, which servers send for none.
 */
function hasErrors(body: Json): boolean {
  const errors = readPointer(body, "/errors") ?? [];
  return !isJsonArray(errors) || errors.length > 0;
}

function parsed(
  answer: AnswerText,
): { ok: true; value: Json; hadGreatNumbers: boolean } | { ok: false; failure: Failure } {
  try {
    return { ok: true, ...parseExactly(answer.text) };
  } catch {
    return unreadable(answer);
  }
}

function unreadable({ contentType, text }: AnswerText): { ok: false; failure: Failure } {
  const what = `A successful answer of type ${contentType === "" ? "(none)" : contentType}`;
  if (/html/i.test(contentType) || text.trimStart().startsWith("<")) {
    return broken(
      `${what} is a web page, not JSON. A sign-in page or a proxy may stand between; check the base address.`,
    );
  }
  if (isTruncated(text))
    return broken(`${what} ends in the middle: ${text.length} characters came. It is asked again.`, true);
  return broken(`${what} is not JSON. Nothing was read from it; check the base address and the vendor's status page.`);
}

function broken(message: string, retryable = false): { ok: false; failure: Failure } {
  return { ok: false, failure: failure("contract", { message, retryable, ...(retryable && { action: "wait" }) }) };
}

function describe(value: Json): string {
  if (value === null) return "null";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
