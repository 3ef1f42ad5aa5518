import type { Json, ParameterRef } from "@waybill/sync/connector";
import { arrayAt, objectAt, textAt } from "../../load/json/json-value.ts";
import { bodyParameters } from "../document/body-parameters.ts";
import type { Model, Operation, Parameter } from "../document/operation.ts";
import { pathParameters } from "../document/path.ts";
import { flat } from "../words/words.ts";

/** Parameters that the document requires: those it leaves one choice for, and those that somebody has to fill. */
export interface RequiredParameters {
  readonly constants: Readonly<Record<ParameterRef, Json>>;
  /** Of the path, the query and headers, such as that of a tenant: a connection fills them. */
  readonly open: readonly ParameterRef[];
  /** Of the body. The request can be made; the vendor will say whether it takes it. */
  readonly wanted: readonly ParameterRef[];
}

/** Splits the required parameters. What paging fills (`filled`) and what a credential or the transport sends is neither. */
export function requiredParameters(
  model: Model,
  operation: Operation,
  filled: ReadonlySet<ParameterRef>,
): RequiredParameters {
  const constants: Record<ParameterRef, Json> = {};
  const open: ParameterRef[] = [];
  const wanted: ParameterRef[] = [];
  const body = bodyParameters(model, operation).filter((each) => each.ref.split("/").length === 2);
  const keys = keyRefs(model);
  const secured = isSecured(model, operation);
  for (const parameter of [...operation.parameters, ...body]) {
    const needed = parameter.required || parameter.place === "path";
    if (!needed || filled.has(parameter.ref) || isSentAnyway(parameter)) continue;
    if (keys.has(placed(parameter.place, parameter.name)) || (secured && isCredential(parameter))) continue;
    const only = onlyValue(parameter);
    if (only !== undefined) constants[parameter.ref] = only;
    else if (parameter.place === "body") wanted.push(parameter.ref);
    else open.push(parameter.ref);
  }
  return { constants, open: [...open, ...undeclaredHoles(operation)], wanted };
}

/** Parameters of the path template that the document forgot to declare. */
function undeclaredHoles({ path, parameters }: Operation): readonly ParameterRef[] {
  const declared = new Set(parameters.filter(({ place }) => place === "path").map(({ name }) => name));
  return pathParameters(path)
    .filter((name) => !declared.has(name))
    .map((name) => `path:${name}`);
}

/**
 * Headers of credentials and of content negotiation, which OpenAPI says to ignore as parameters (3.1, section 4.8.12), and those by which a request is
 * traced (W3C Trace Context): whatever they hold, the records are the same.
 */
function isSentAnyway({ place, name }: Parameter): boolean {
  return place === "cookie" || (place === "header" && ANYWAY.test(name));
}

const ANYWAY =
  /^(authorization|accept|accept-(language|encoding)|content-type|user-agent|host|cookie|x-request-id|x-correlation-id|traceparent)$/i;

/** The parameters that API keys are sent as (OpenAPI 3.1, section 4.8.27), written again among those of the operation. */
function keyRefs({ document, references }: Model): ReadonlySet<string> {
  const schemes = Object.values(objectAt(objectAt(document, "components"), "securitySchemes"));
  const keys = schemes.map((scheme) => references.resolve(scheme)).filter((each) => textAt(each, "type") === "apiKey");
  return new Set(keys.map((each) => placed(textAt(each, "in") ?? "", textAt(each, "name") ?? "")));
}

/** Names of headers mean the same in either case (RFC 9110, section 5.1). */
function placed(place: string, name: string): string {
  return `${place} ${place === "header" ? name.toLowerCase() : name}`;
}

/** True where the document says of the operation, or of all, how it is authorized. */
function isSecured({ document }: Model, { source }: Operation): boolean {
  return (
    arrayAt(source, "security").length > 0 ||
    (source["security"] === undefined && arrayAt(document, "security").length > 0)
  );
}

/** What a credential sends in another way: of an operation with a security requirement, its token as a parameter too. */
function isCredential({ name, text, place }: Parameter): boolean {
  return (
    (place === "query" || place === "header") &&
    /^(token|accesstoken|authtoken|apikey|apitoken)$/.test(flat(name)) &&
    /\b(authenticat|authoriz|api key|access token|credential)/i.test(text)
  );
}

function onlyValue({ shape }: Parameter): Json | undefined {
  const values = shape.values.filter((value) => value !== null);
  return values.length === 1 ? values[0] : shape.fallback;
}
