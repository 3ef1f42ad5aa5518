import type { JsonObject } from "@waybill/sync/connector";
import { arrayAt, isArray, isObject, objectAt, textAt } from "../load/json-value.ts";
import { answer, type Answer } from "./answer.ts";
import type { Model, Operation } from "./operation.ts";
import type { Rule } from "./rule.ts";

interface ScopeRule extends Rule {
  readonly find: (operation: Operation, model: Model) => readonly string[] | undefined;
}

/** How a document says which scopes an operation needs. */
export const scopeRules: readonly ScopeRule[] = [
  {
    name: "security of the operation",
    rests: "OpenAPI 3.1, section 4.8.30, Security Requirement Object",
    find: required,
  },
  { name: "scopes in an extension or in the text", find: (operation) => written(operation) },
];

/** OAuth scopes that an operation needs: all of them. Undefined where the document does not say. */
export function inferScopes(model: Model, operation: Operation): Answer<readonly string[] | undefined> {
  for (const { name, find } of model.keep(scopeRules)) {
    const found = find(operation, model);
    if (found === undefined || found.length === 0) continue;
    const needed = readingOnly(found);
    return answer(needed, needed.length < found.length ? 0.75 : 0.9, `${name}: ${found.join(", ")}`);
  }
  return answer(undefined, 0.7, "the document names no scope for this list");
}

/** A scope to write beside the one to read the same (`contacts`, `contacts.read`) is named because either will do. */
function readingOnly(scopes: readonly string[]): readonly string[] {
  const reads = scopes.filter((scope) => /\bread(_?only)?\b|_read$/i.test(scope)).map(subjectOf);
  return scopes.filter((scope) => /read/i.test(scope) || !reads.includes(subjectOf(scope)));
}

function subjectOf(scope: string): string {
  return scope.replaceAll(/[._:/-]?\b(read(_?only)?|write|read_write|manage)\b[._:/-]?|_(read|write)$/gi, "");
}

/** Of several ways to authorize, the one that asks for least: what a customer grants should be what is used. */
function required({ source }: Operation, model: Model): readonly string[] | undefined {
  const security = isArray(source["security"]) ? source["security"] : arrayAt(model.document, "security");
  const schemes = objectAt(objectAt(model.document, "components"), "securitySchemes");
  const ways = security
    .filter((each) => isObject(each))
    .map((way) => scopesOf(way, (name) => textAt(model.references.resolve(schemes[name]), "type")));
  return ways.filter((scopes) => scopes.length > 0).toSorted((a, b) => a.length - b.length)[0];
}

function scopesOf(way: JsonObject, typeOf: (scheme: string) => string | undefined): readonly string[] {
  return Object.entries(way)
    .filter(([name]) => /^(oauth2|openIdConnect)$/.test(typeOf(name) ?? ""))
    .flatMap(([, scopes]) => (isArray(scopes) ? scopes : []))
    .filter((scope) => typeof scope === "string");
}

function written(operation: Operation): readonly string[] | undefined {
  const found = extended(operation);
  return found.length > 0 ? found : spoken(operation);
}

/** `x-required-scopes: [read]`, `x-scope: read`. */
function extended({ source }: Operation): readonly string[] {
  const [, stated] = Object.entries(source).find(([name]) => /^x-.*scopes?$/i.test(name)) ?? [];
  const scopes = isArray(stated) ? stated : [stated];
  return scopes.filter((scope) => typeof scope === "string" && /^[\x21\x23-\x5B\x5D-\x7E]+$/.test(scope)).map(String);
}

/** "Requires the `contacts.read` scope", as RFC 6749, section 3.3, lets scopes be written. */
function spoken({ text }: Operation): readonly string[] | undefined {
  const forms = [
    /\b(?:requires?|needs?|required|with)\b[^.\n]{0,40}?[`"']([\w:./-]+)[`"'] (?:OAuth )?(?:scope|permission)\b/i,
    /\bscopes?(?: required)?(?: is|:)? *\**:?\** *[`"']([\w:./-]+)[`"']/i,
  ];
  const found = forms.map((form) => form.exec(text)?.[1]).find((each) => each !== undefined);
  return found === undefined ? undefined : [found];
}
