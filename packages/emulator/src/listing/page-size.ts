import type { ParameterRef, StreamContract } from "@waybill/sync/connector";
import type { Operation } from "../document/operation.ts";
import { isObject } from "../document/pointer.ts";
import type { Schema, SchemaReader } from "../document/schema.ts";
import { textParameter, type Exchange } from "../http/exchange.ts";

/** Page sizes where neither connector nor document says one. */
const defaultPageSize = 25;
const defaultMaxPageSize = 100;

/** Records on the page: what is asked, never more than the vendor gives (`most`: less than it promises); without a question the vendor's default. */
export function pageSizeOf(
  exchange: Exchange,
  stream: StreamContract,
  options: { operation: Operation; reader: SchemaReader; most?: number | undefined },
): number {
  const { pageSize } = stream.pagination;
  const schema = pageSize === undefined ? undefined : schemaOf(pageSize.param, options);
  const size = Number(askedSize(exchange, stream) ?? Number.NaN);
  const usual = numberOf(schema, "default") ?? defaultPageSize;
  const most = Math.min(pageSize?.max ?? maxOf(schema), options.most ?? Infinity);
  return Math.max(1, Math.min(Number.isInteger(size) && size > 0 ? size : usual, most));
}

/** By the parameter that the connector names; of a GraphQL connection else by the usual variable. */
function askedSize(exchange: Exchange, { pagination: { pageSize, style } }: StreamContract): string | undefined {
  const param = pageSize?.param ?? (style === "graphql" ? "/variables/first" : undefined);
  return param === undefined ? undefined : textParameter(exchange, param);
}

const maxOf = (schema: Schema | undefined): number =>
  numberOf(schema, "maximum") ?? Math.max(defaultMaxPageSize, numberOf(schema, "default") ?? 0);

/** The schema that the document declares for a parameter, wherever it goes. */
function schemaOf(
  ref: ParameterRef,
  { operation, reader }: { operation: Operation; reader: SchemaReader },
): Schema | undefined {
  if (ref.startsWith("/")) return reader.at(operation.request, ref);
  const [place, name] = ref.startsWith("header:") ? ["header", ref.slice(7)] : ["query", ref];
  return operation.parameters.find((each) => each.in === place && each.name === name)?.schema;
}

function numberOf(schema: Schema | undefined, keyword: string): number | undefined {
  const value = isObject(schema) ? schema[keyword] : undefined;
  return typeof value === "number" && value > 0 ? value : undefined;
}
