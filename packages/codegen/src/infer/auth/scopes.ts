import type { JsonObject, RecordOperations } from "@waybill/sync/connector";
import { arrayAt, isArray, isObject, objectAt, textAt } from "../../load/json/json-value.ts";
import { answer, type Answer } from "../rules/answer.ts";
import { operationAt, type Model, type Operation } from "../document/operation.ts";
import type { Rule } from "../rules/rule.ts";

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
  { name: "scopes in an extension or in the text", find: written },
];

/** OAuth scopes that a list needs: all of them. Undefined where the document does not say. */
export function inferScopes(model: Model, operation: Operation): Answer<readonly string[] | undefined> {
  const stated = statedScopes(model, operation);
  if (stated === undefined) return answer(undefined, 0.7, "the document names no scope for this list");
  const needed = readingOnly(stated.scopes);
  const evidence = `${stated.by}: ${stated.scopes.join(", ")}`;
  return answer(needed, needed.length < stated.scopes.length ? 0.75 : 0.9, evidence);
}

/** OAuth scopes that the operations of a stream need besides those of its list. Undefined where the document names none. */
export function inferOperationScopes(
  model: Model,
  operations: RecordOperations,
  ofList: readonly string[] = [],
): Answer<readonly string[] | undefined> {
  const needed = new Map<string, string>();
  for (const place of Object.values(operations)) {
    for (const scope of statedScopes(model, operationAt(model, place))?.scopes ?? [])
      if (!ofList.includes(scope) && !needed.has(scope)) needed.set(scope, place);
  }
  if (needed.size === 0) return answer(undefined, 0.7, "the operations need no scope besides those of the list");
  const told = [...needed].map(([scope, place]) => `${scope} for ${place}`);
  return answer([...needed.keys()], 0.9, told.join(", "));
}

interface StatedScopes {
  readonly by: string;
  readonly scopes: readonly string[];
}

function statedScopes(model: Model, operation: Operation | undefined): StatedScopes | undefined {
  if (operation === undefined) return undefined;
  for (const { name, find } of model.keep(scopeRules)) {
    const scopes = find(operation, model);
    if (scopes !== undefined && scopes.length > 0) return { by: name, scopes };
  }
  return undefined;
}

/** Every scope that an OAuth flow of the document declares. */
function declaredScopes({ document, references }: Model): ReadonlySet<string> {
  const schemes = Object.values(objectAt(objectAt(document, "components"), "securitySchemes"));
  const flows = schemes.flatMap((scheme) => Object.values(objectAt(references.resolve(scheme), "flows")));
  return new Set(flows.flatMap((flow) => Object.keys(objectAt(isObject(flow) ? flow : {}, "scopes"))));
}

/** A scope to write beside the one to read the same (`contacts`, `contacts.read`) is named because either will do. */
export function readingOnly(scopes: readonly string[]): readonly string[] {
  const reads = scopes.filter((scope) => /\bread(_?only)?\b|_read$/i.test(scope)).map(subjectOf);
  return scopes.filter((scope) => /read/i.test(scope) || !reads.includes(subjectOf(scope)));
}

function subjectOf(scope: string): string {
  return scope.replaceAll(/[._:/-]?\b(read(_?only)?|write|read_write|manage)\b[._:/-]?|_(read|write)$/gi, "");
}

/** Of several ways to authorize, the one that asks for least: what a customer grants should be what is used. */
function required(operation: Operation, model: Model): readonly string[] | undefined {
  const schemes = objectAt(objectAt(model.document, "components"), "securitySchemes");
  return fewest(
    (waysOf(model, operation) ?? []).map((way) =>
      scopesOf(way, (name) => textAt(model.references.resolve(schemes[name]), "type")),
    ),
  );
}

/**
 * Scopes that an operation needs of a security scheme, which several names may be declared for. None where it does not take that scheme; undefined
 * where the document does not say.
 */
export function scopesOfSchemes(
  model: Model,
  operation: Operation | undefined,
  names: readonly string[],
): readonly string[] | undefined {
  if (operation === undefined) return undefined;
  const ways = waysOf(model, operation);
  const own = ways?.filter((way) => names.some((name) => Object.hasOwn(way, name)));
  const named = fewest((own ?? []).map((way) => names.flatMap((name) => textsAt(way, name))));
  const stated = named ?? written(operation, model) ?? [];
  return stated.length === 0 && own?.length !== 0 ? undefined : stated;
}

/** The ways to authorize an operation; undefined where neither it nor the document names one. */
function waysOf({ document }: Model, { source }: Operation): readonly JsonObject[] | undefined {
  const own = source["security"];
  const whole = arrayAt(document, "security");
  if (!isArray(own) && whole.length === 0) return undefined;
  return (isArray(own) ? own : whole).filter((way) => isObject(way));
}

function fewest(ways: readonly (readonly string[])[]): readonly string[] | undefined {
  return ways.filter((scopes) => scopes.length > 0).toSorted((a, b) => a.length - b.length)[0];
}

function textsAt(way: JsonObject, name: string): readonly string[] {
  return arrayAt(way, name)
    .filter((scope) => typeof scope === "string" && scope !== "")
    .map(String);
}

function scopesOf(way: JsonObject, typeOf: (scheme: string) => string | undefined): readonly string[] {
  return Object.keys(way)
    .filter((name) => /^(oauth2|openIdConnect)$/.test(typeOf(name) ?? ""))
    .flatMap((name) => textsAt(way, name));
}

/** Where flows declare scopes, another word in an extension or a text is none. */
function written(operation: Operation, model: Model): readonly string[] | undefined {
  const found = extended(operation);
  const scopes = found.length > 0 ? found : spoken(operation);
  if (scopes === undefined) return undefined;
  const declared = declaredScopes(model);
  return declared.size === 0 ? scopes : scopes.filter((scope) => declared.has(scope));
}

/** `x-required-scopes: [read]`, `x-scope: read`. */
function extended({ source }: Operation): readonly string[] {
  const [, stated] = Object.entries(source).find(([name]) => /^x-.*scopes?$/i.test(name)) ?? [];
  const scopes = isArray(stated) ? stated : [stated];
  return scopes.filter((scope) => typeof scope === "string" && /^[\x21\x23-\x5B\x5D-\x7E]+$/.test(scope)).map(String);
}

/** "Requires the `contacts.read` scope", as RFC 6749, section 3.3, lets scopes be written. */
function spoken({ text }: Operation): readonly string[] | undefined {
  if (!/scope|permission/i.test(text)) return undefined;
  const forms = [
    /\b(?:requires?|needs?|required|with)\b[^.\n]{0,40}?[`"']([\w:./-]+)[`"'] (?:OAuth )?(?:scope|permission)\b/i,
    /\bset [`"']([\w:./-]+)[`"'] (?:for|as) the OAuth scope\b/i,
    /\bscopes?(?: required)?(?: is|:)? *\**:?\** *[`"']([\w:./-]+)[`"']/i,
  ];
  const found = forms.map((form) => form.exec(text)?.[1]).find((each) => each !== undefined);
  return found === undefined ? undefined : [found];
}
