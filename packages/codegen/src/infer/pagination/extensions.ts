import type { JsonObject, Pointer, ResponseRef } from "@waybill/sync/connector";
import { arrayAt, isObject, objectAt, textAt } from "../../load/json/json-value.ts";
import { bodyParameters } from "../document/body-parameters.ts";
import type { Place } from "../document/envelope.ts";
import { pointerOf } from "../document/pointer-of.ts";
import type { Model, Operation, Parameter } from "../document/operation.ts";
import type { Rule } from "../rules/rule.ts";

/** What an author wrote about paging for a generator of clients. Pointers into the answer; names of parameters. */
export interface DeclaredPaging {
  /** The extension. */
  readonly by: string;
  readonly items?: Pointer | undefined;
  readonly limit?: Parameter | undefined;
  readonly page?: Parameter | undefined;
  readonly offset?: Parameter | undefined;
  readonly cursor?: Parameter | undefined;
  readonly nextCursor?: ResponseRef | undefined;
  readonly nextUrl?: ResponseRef | undefined;
  readonly hasMore?: ResponseRef | undefined;
  readonly totalPages?: ResponseRef | undefined;
  readonly total?: ResponseRef | undefined;
  /** True where it says that there are no pages. */
  readonly whole?: boolean | undefined;
}

export interface ExtensionInput {
  readonly model: Model;
  readonly operation: Operation;
  readonly places: readonly Place[];
}

interface ExtensionRule extends Rule {
  readonly read: (input: ExtensionInput) => Omit<DeclaredPaging, "by"> | undefined;
}

/** Extensions of OpenAPI documents that say how a list is paged. What they say comes before what names suggest. */
export const extensionRules: readonly ExtensionRule[] = [
  { name: "x-speakeasy-pagination", rests: "Speakeasy, x-speakeasy-pagination", read: speakeasy },
  { name: "x-fern-pagination", rests: "Fern, x-fern-pagination", read: fern },
  { name: "x-ms-pageable", rests: "AutoRest, x-ms-pageable", read: pageable },
  { name: "x-stainless-pagination-property", rests: "Stainless, x-stainless-pagination-property", read: stainless },
];

/** What the first extension of an operation says. */
export function declaredPaging(input: ExtensionInput): DeclaredPaging | undefined {
  for (const { name, read } of input.model.keep(extensionRules)) {
    const found = read(input);
    if (found !== undefined) return { by: name, ...found };
  }
  return undefined;
}

function speakeasy({ model, operation }: ExtensionInput): Omit<DeclaredPaging, "by"> | undefined {
  const written = operation.source["x-speakeasy-pagination"];
  if (!isObject(written)) return undefined;
  const inputs = arrayAt(written, "inputs").filter((each) => isObject(each));
  const takes = (kind: string): Parameter | undefined => {
    const input = inputs.find((each) => each["type"] === kind);
    return parameterNamed(model, operation, textAt(input, "name"));
  };
  const outputs = objectAt(written, "outputs");
  return {
    items: placeOf(textAt(outputs, "results")),
    limit: takes("limit"),
    page: takes("page"),
    offset: takes("offset"),
    cursor: takes("cursor"),
    nextCursor: signalOf(textAt(outputs, "nextCursor")),
    nextUrl: signalOf(textAt(outputs, "nextUrl")),
    totalPages: signalOf(textAt(outputs, "numPages")),
  };
}

function fern({ model, operation }: ExtensionInput): Omit<DeclaredPaging, "by"> | undefined {
  const own = operation.source["x-fern-pagination"];
  const written = own === true ? model.document["x-fern-pagination"] : own;
  if (!isObject(written)) return undefined;
  const takes = (key: string): Parameter | undefined =>
    parameterNamed(model, operation, textAt(written, key)?.replace(/^\$request\.(body\.|query\.)?/, ""));
  const counter = takes("offset");
  const isPage = /page/i.test(counter?.name ?? "") && textAt(written, "step") === undefined;
  return {
    items: placeOf(textAt(written, "results")),
    limit: takes("step"),
    page: isPage ? counter : undefined,
    offset: isPage ? undefined : counter,
    cursor: takes("cursor"),
    nextCursor: signalOf(textAt(written, "next_cursor")),
    nextUrl: signalOf(textAt(written, "next_uri")),
    hasMore: signalOf(textAt(written, "has-next-page")),
  };
}

/** `nextLinkName: null` says that the whole list comes at once. */
function pageable({ operation }: ExtensionInput): Omit<DeclaredPaging, "by"> | undefined {
  const written = operation.source["x-ms-pageable"];
  if (!isObject(written)) return undefined;
  const next = textAt(written, "nextLinkName");
  return {
    items: pointerOf([textAt(written, "itemName") ?? "value"]),
    nextUrl: signalOf(next === undefined ? undefined : `$.${next}`),
    whole: written["nextLinkName"] === null,
  };
}

const PURPOSE = "x-stainless-pagination-property";

function stainless({ operation, places }: ExtensionInput): Omit<DeclaredPaging, "by"> | undefined {
  const marked = operation.parameters.flatMap((parameter) => {
    const purpose = purposeOf([parameter.written ?? {}]) || purposeOf(parameter.shape.parts);
    return purpose === "" ? [] : [{ parameter, purpose }];
  });
  if (marked.length === 0) return undefined;
  const takes = (...purposes: readonly string[]): Parameter | undefined =>
    marked.find(({ purpose }) => purposes.includes(purpose))?.parameter;
  const page = takes("page_number_param");
  const offset = takes("offset_count_param");
  const cursor = takes("next_cursor_param", "next_cursor_id_param");
  if ((page ?? offset ?? cursor) === undefined) return undefined;
  const find = (purpose: string): Pointer | undefined =>
    places.find(({ shape }) => purposeOf(shape.parts) === purpose)?.pointer;
  const holds = (purpose: string): ResponseRef | undefined => notRoot(find(purpose));
  return {
    items: find("items"),
    page,
    offset,
    cursor,
    nextCursor: holds("next_cursor_field") ?? holds("cursor_item_id"),
    nextUrl: holds("cursor_url_field"),
    hasMore: holds("has_next_page"),
    totalPages: holds("total_page_count_field"),
    total: holds("offset_total_count_field"),
  };
}

function purposeOf(parts: readonly JsonObject[]): string {
  for (const part of parts) {
    const purpose = PURPOSE in part ? textAt(objectAt(part, PURPOSE), "purpose") : undefined;
    if (purpose !== undefined) return purpose;
  }
  return "";
}

/** `$.data.items` and `$response.data.items`, with any member names. A place in the records themselves (`$.data[-1].id`) is none that a pointer can name. */
function placeOf(path: string | undefined): Pointer | undefined {
  const inner = /^\$(?:response)?((?:\.[\w@$:-]+)*)$/.exec(path ?? "")?.[1];
  return inner === undefined ? undefined : pointerOf(inner.split(".").slice(1));
}

function signalOf(path: string | undefined): ResponseRef | undefined {
  return notRoot(placeOf(path));
}

function notRoot(pointer: Pointer | undefined): ResponseRef | undefined {
  return pointer === undefined || pointer === "" ? undefined : pointer;
}

/** A parameter by its name, or a member of the body by its dotted path. */
function parameterNamed(model: Model, operation: Operation, name: string | undefined): Parameter | undefined {
  if (name === undefined) return undefined;
  const pointer = `/${name.replaceAll(".", "/")}`;
  return (
    operation.parameters.find((each) => each.name === name) ??
    bodyParameters(model, operation).find(({ ref }) => ref === pointer)
  );
}
