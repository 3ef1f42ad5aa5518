import type { EndSignal, JsonObject, PageSize, Pagination, Pointer, ResponseRef } from "@waybill/sync/connector";
import type { Label, LabelPagination } from "./corpus.ts";
import { schemaAt, typesOf, type Declared } from "./declared.ts";

export interface PaginationOptions {
  readonly label: Label;
  readonly document: JsonObject;
  readonly operation: Declared;
  readonly item: JsonObject | undefined;
  readonly key: Pointer | undefined;
}

/** The labelled pagination as the contract writes it; what the labels leave open is read from the document. */
export function paginationOf(labelled: LabelPagination, options: PaginationOptions): Pagination {
  const { request, response } = labelled;
  const common = { pageSize: pageSizeOf(request.limit, options), total: responseRef(response.total) };
  const hasMore = responseRef(response.hasMore);
  switch (labelled.style) {
    case "cursor":
      return {
        ...common,
        style: "cursor",
        cursor: needed(request.cursor),
        nextCursor: needed(responseRef(response.nextCursor)),
        hasMore,
        end: "next",
      };
    case "page":
      return {
        ...common,
        style: "page",
        page: needed(request.page),
        first: firstPage(needed(request.page), options),
        totalPages: responseRef(response.totalPages),
        hasMore,
        nextPage: responseRef(response.nextPage),
        end: endOf(labelled),
      };
    case "offset":
      return {
        ...common,
        style: "offset",
        offset: needed(request.offset),
        hasMore,
        nextOffset: responseRef(response.nextOffset),
        end: endOf(labelled),
      };
    case "keyset":
      return {
        ...common,
        style: "keyset",
        key: needed(request.cursor),
        keyField: keyField(needed(request.cursor), options),
        hasMore,
        end: hasMore === undefined ? "empty-page" : "has-more",
      };
    case "link-header":
      return { ...common, style: "link-header" };
    case "next-url":
      return { ...common, style: "next-url", nextUrl: needed(responseRef(response.nextUrl)), hasMore, end: "next" };
    default:
      return { style: "none", total: common.total };
  }
}

function endOf({ response }: LabelPagination): EndSignal {
  if (response.hasMore !== undefined) return "has-more";
  if (response.nextPage !== undefined || response.nextOffset !== undefined) return "next";
  if (response.totalPages !== undefined) return "total-pages";
  return response.total === undefined ? "empty-page" : "total";
}

function pageSizeOf(param: string | undefined, options: PaginationOptions): PageSize | undefined {
  if (param === undefined) return undefined;
  const schema = parameterSchema(param, options);
  const max = schema?.["maximum"];
  return {
    param,
    size: typeof max === "number" ? Math.min(max, 100) : 50,
    max: typeof max === "number" ? max : undefined,
  };
}

/** Pages count from 0 where the parameter's default or minimum is 0, or its description says so; else from 1. */
function firstPage(param: string, options: PaginationOptions): number {
  const schema = parameterSchema(param, options);
  const described = options.operation.parameters.find(({ name }) => name === param)?.description ?? "";
  return schema?.["default"] === 0 ||
    schema?.["minimum"] === 0 ||
    /zero.based|start(s|ing)? (at|from|with) 0/i.test(described)
    ? 0
    : 1;
}

/** The field that a key parameter continues after: the primary key, or the alternative whose type the parameter has. */
function keyField(param: string, options: PaginationOptions): Pointer {
  const wanted = typesOf(parameterSchema(param, options));
  const candidates = [options.key, ...(options.label.primaryKeyAlternatives ?? []).map((path) => pointer(path))];
  const found = candidates.find(
    (each) =>
      each !== undefined &&
      typesOf(schemaAt(options.document, options.item, each)).some((type) => wanted.includes(type)),
  );
  return found ?? needed(options.key);
}

export function parameterSchema(
  param: string,
  { operation, document }: Pick<PaginationOptions, "operation" | "document">,
): JsonObject | undefined {
  if (param.startsWith("/")) return schemaAt(document, operation.body, param);
  const name = param.replace(/^header:/, "");
  return operation.parameters.find((each) => each.name.toLowerCase() === name.toLowerCase())?.schema;
}

export const pointer = (path: string): Pointer => `/${path.replace(/^\//, "")}`;

function responseRef(ref: string | undefined): ResponseRef | undefined {
  if (ref === undefined) return undefined;
  return ref.startsWith("header:") ? `header:${ref.slice(7)}` : `/${ref.slice(1)}`;
}

function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("A label lacks what its pagination style needs.");
  return value;
}
