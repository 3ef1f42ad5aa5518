import { arrayAt, isObject, objectAt, textAt } from "../../load/json/json-value.ts";
import { answer, type Answer } from "../rules/answer.ts";
import type { Model } from "../document/operation.ts";
import type { Rule } from "../rules/rule.ts";
import { operationName } from "../document/operation-name.ts";

interface IdempotencyRule extends Rule {
  readonly find: (model: Model) => Answer<string> | undefined;
}

const DRAFT = "draft-ietf-httpapi-idempotency-key-header";

/** How a document names the header that makes an unsafe request safe to repeat. */
export const idempotencyRules: readonly IdempotencyRule[] = [
  { name: "declared header", rests: DRAFT, find: declared },
  { name: "spoken of", rests: DRAFT, find: spoken },
];

/** The header that makes an unsafe request safe to repeat, where the document names one. */
export function inferIdempotencyHeader(model: Model): Answer<string | undefined> {
  for (const { find } of model.keep(idempotencyRules)) {
    const found = find(model);
    if (found !== undefined) return found;
  }
  return answer(undefined, 0.6, "no write declares an idempotency header");
}

function declared(model: Model): Answer<string> | undefined {
  for (const operation of model.operations) {
    const header = operation.parameters.find(({ place, name }) => place === "header" && isIdempotency(name));
    if (header !== undefined)
      return answer(header.name, 0.95, `${operationName(operation)} takes the header ${header.name}`);
  }
  return undefined;
}

/** A request id is a key where it is named after the vendor, as in `Harbor-Request-Id`; `X-Request-Id` is one of tracing. */
function isIdempotency(name: string): boolean {
  return /idempoten(cy|t)|.-request-id$/i.test(name) && !/^x-request-id$/i.test(name);
}

/** A text of the whole API that names the header. */
function spoken({ document }: Model): Answer<string> | undefined {
  const tags = arrayAt(document, "tags").filter((each) => isObject(each));
  const texts = [objectAt(document, "info"), ...tags].map((each) => textAt(each, "description") ?? "");
  const pattern =
    /\b((?:[A-Za-z]+-)*idempotency-key)\b[`"'*]* (?:request )?header|header[^.]{0,20}?[`"'*]((?:[A-Za-z]+-)*idempotency-key)\b/i;
  const found = texts.map((text) => pattern.exec(text)).find((match) => match !== null);
  const name = found?.[1] ?? found?.[2];
  return name === undefined ? undefined : answer(name, 0.8, `the text of the API speaks of the header ${name}`);
}
