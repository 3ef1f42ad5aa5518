import { fileURLToPath } from "node:url";
import { loadDocument } from "@waybill/codegen";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

const { document } = await loadDocument(fileURLToPath(new URL("../../openapi/waybill-status.yaml", import.meta.url)));
const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true, discriminator: false });
ajv.addSchema(document, "document");
const compiled = new Map<string, ValidateFunction>();

/** Holds requests and answers against `openapi/waybill-status.yaml` by a JSON Schema validator that nobody here wrote. */
export interface Referee {
  readonly request: (operation: string, body: unknown) => void;
  readonly answer: (operation: string, status: number, body: unknown) => void;
  readonly parameter: (operation: string, name: string, value: string | null) => void;
  readonly event: (name: "snapshot" | "current", data: unknown) => void;
  /** What was not as the document says. */
  readonly faults: readonly string[];
  /** How much was held against it. */
  readonly judged: () => number;
}

interface Parameter {
  readonly name: string;
  readonly required?: boolean;
  readonly schema: { readonly type: string };
}

export function createReferee(): Referee {
  const faults: string[] = [];
  let judged = 0;
  const hold = (what: string, ref: string, value: unknown): void => {
    const validate = compiled.get(ref) ?? ajv.compile({ $ref: ref });
    compiled.set(ref, validate);
    judged += 1;
    if (!validate(value)) faults.push(`${what}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(value)}`);
  };
  return {
    faults,
    judged: () => judged,
    request: (operation, body) =>
      hold(
        `request of ${operation}`,
        at(...placeOf(operation), "requestBody", "content", "application/json", "schema"),
        body,
      ),
    answer: (operation, status, body) => {
      const ref =
        status === 200
          ? at(...placeOf(operation), "responses", "200", "content", "application/json", "schema")
          : at("components", "responses", "Problem", "content", "application/problem+json", "schema");
      hold(`answer ${status} of ${operation}`, ref, body);
    },
    parameter: (operation, name, value) => {
      const declared = parametersOf(placeOf(operation)).find((one) => one.name === name);
      if (declared === undefined) return void faults.push(`${operation} has no parameter ${name}`);
      if (value === null) {
        if (declared.required === true) faults.push(`${operation} lacks ${name}`);
        return;
      }
      judged += 1;
      const typed = declared.schema.type === "integer" ? Number(value) : value;
      if (!ajv.validate(declared.schema, typed)) faults.push(`${name} of ${operation}: ${ajv.errorsText()}`);
    },
    event: (name, data) =>
      name === "snapshot"
        ? hold("event snapshot", at("components", "schemas", "Snapshot"), data)
        : hold("event current", at("components", "schemas", "Time"), (data as { observedAt: unknown }).observedAt),
  };
}

const places: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(memberAt(document, ["paths"]) as object).flatMap(([path, methods]) =>
    Object.entries(methods as object).map(([method, { operationId }]) => [operationId, ["paths", path, method]]),
  ),
);

function placeOf(operation: string): readonly string[] {
  const place = places.get(operation);
  if (place === undefined) throw new Error(`The document has no operation ${operation}.`);
  return place;
}

function at(...tokens: readonly string[]): string {
  const escaped = tokens.map((token) => encodeURIComponent(token.replaceAll("~", "~0").replaceAll("/", "~1")));
  return `document#/${escaped.join("/")}`;
}

function parametersOf(place: readonly string[]): readonly Parameter[] {
  const given = (memberAt(document, [...place, "parameters"]) ?? []) as readonly (
    | Parameter
    | { readonly $ref: string }
  )[];
  return given.map((one) => ("$ref" in one ? (memberAt(document, one.$ref.slice(2).split("/")) as Parameter) : one));
}

function memberAt(value: unknown, tokens: readonly string[]): unknown {
  return tokens.reduce(
    (holder, token) => (holder === undefined ? undefined : Reflect.get(holder as object, token)),
    value,
  );
}
