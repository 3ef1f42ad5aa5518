import type { Connector, Json, JsonObject, StreamContract } from "@waybill/sync/connector";
import { operationName } from "../infer/document/operation-name.ts";
import type { Inference } from "../infer/infer-connector.ts";
import { readModel, type Model, type Operation } from "../infer/document/operation.ts";
import type { Shape } from "../infer/document/shape.ts";
import { formatPointer } from "../load/json/json-pointer.ts";
import { arrayAt, isArray, isObject } from "../load/json/json-value.ts";

/** What of a document matters to a sync: all that two versions of it are compared by. */
export interface ContractView {
  readonly connector: Connector;
  readonly streams: readonly StreamView[];
  /** `METHOD /path` of every operation that is marked as deprecated. */
  readonly deprecated: ReadonlySet<string>;
}

export interface StreamView {
  readonly name: string;
  /** `GET /contacts`. */
  readonly operation: string;
  readonly contract: StreamContract;
  readonly fields: ReadonlyMap<string, FieldView>;
  /** Ways to be let in, each a set of scheme names with their scopes; empty where no credential is asked for. */
  readonly security: readonly ReadonlySet<string>[];
}

/** What a document promises of one field. */
export interface FieldView {
  /** JSON types without `null`, sorted; empty where any is allowed. */
  readonly types: readonly string[];
  readonly nullable: boolean;
  readonly required: boolean;
  readonly format: string | undefined;
  /** Allowed values as JSON; undefined where there is no such list. */
  readonly values: readonly string[] | undefined;
  readonly deprecated: boolean;
}

/** Fields deeper than this are compared as a whole. */
const DEPTH = 3;

export function contractView(document: JsonObject, { connector, report }: Inference): ContractView {
  const model = readModel(document);
  const records = new Map(report.streams.map(({ name, record }) => [name, record]));
  const operations = new Map(model.operations.map((each) => [operationName(each), each]));
  return {
    connector,
    streams: Object.values(connector.streams).map((contract) => {
      const operation = operationName(contract.list);
      return {
        name: contract.name,
        operation,
        contract,
        fields: fieldViews(model, records.get(contract.name)),
        security: securityOf(operations.get(operation), document),
      };
    }),
    deprecated: new Set(model.operations.filter(({ deprecated }) => deprecated).map(operationName)),
  };
}

function fieldViews(model: Model, record: Json | undefined): ReadonlyMap<string, FieldView> {
  const fields = new Map<string, FieldView>();
  const walk = (holder: Shape, path: readonly string[]): void => {
    for (const [name, schema] of holder.fields) {
      const inner = [...path, name];
      const shape = model.read(schema);
      fields.set(
        formatPointer(inner),
        fieldView(shape, {
          required: holder.required.has(name),
          deprecated: model.references.resolve(schema)?.["deprecated"] === true,
        }),
      );
      if (inner.length < DEPTH) walk(shape, inner);
    }
  };
  walk(model.read(record), []);
  return fields;
}

function fieldView(shape: Shape, said: Pick<FieldView, "required" | "deprecated">): FieldView {
  const values = shape.values.filter((value) => value !== null).map((value) => JSON.stringify(value));
  return {
    types: [...shape.types].filter((type) => type !== "null").toSorted(),
    nullable: shape.types.has("null"),
    format: shape.format,
    values: values.length === 0 ? undefined : values.toSorted(),
    ...said,
  };
}

/** The operation's own requirements, else the document's (OpenAPI 3.1, section 4.8.10). */
function securityOf(operation: Operation | undefined, document: JsonObject): readonly ReadonlySet<string>[] {
  const own = operation?.source["security"];
  const written = isArray(own) ? own : arrayAt(document, "security");
  return written.filter((each) => isObject(each)).map((each) => new Set(Object.keys(each).flatMap(scopesIn(each))));
}

function scopesIn(requirement: JsonObject): (scheme: string) => readonly string[] {
  return (scheme) => {
    const scopes = arrayAt(requirement, scheme).filter((scope) => typeof scope === "string");
    return [scheme, ...scopes.map((scope) => `${scheme}:${scope}`)];
  };
}
