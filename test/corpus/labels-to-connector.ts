import {
  contractVersion,
  type Connector,
  type JsonObject,
  type ParentRef,
  type Pointer,
  type StreamContract,
} from "@waybill/sync/connector";
import type { Label, LabelledVendor } from "./corpus.ts";
import { declared, follow, objectOf, schemaAt, textOf } from "./declared.ts";
import { authOf, deletesOf, incrementalOf } from "./label-fields.ts";
import { paginationOf, pointer } from "./label-pagination.ts";

/** The connector that a vendor's hand-made labels describe, with numbers (first page, limits) from its document. Every labelled list becomes a stream. */
export function labelsToConnector({ name, labels, vendor }: LabelledVendor, document: JsonObject): Connector {
  const lists = labels.filter(({ isList }) => isList);
  const named = lists.map((label, index) => ({ label, name: streamName(label, lists.slice(0, index)) }));
  const streams = named.map((each) => streamOf(each, named, document));
  return {
    contractVersion,
    vendor: name,
    title: vendor.title,
    version: textOf(objectOf(document["info"])["version"]),
    baseUrl: baseUrlOf(document),
    auth: authOf(vendor.authSchemes, document),
    idempotency: vendor.idempotencyHeader === null ? undefined : { header: vendor.idempotencyHeader },
    streams: Object.fromEntries(streams.map((stream) => [stream.name, stream])),
  };
}

interface Named {
  readonly label: Label;
  readonly name: string;
}

/** Several operations may list the same thing: the second `contacts` is `contacts-2`. */
function streamName({ stream = "stream" }: Label, before: readonly Label[]): string {
  const same = before.filter((label) => label.stream === stream).length;
  return same === 0 ? stream : `${stream}-${same + 1}`;
}

function streamOf({ label, name }: Named, all: readonly Named[], document: JsonObject): StreamContract {
  const operation = declared(document, label.method, label.path);
  const items: Pointer = label.items === null || label.items === "" ? "" : pointer(label.items);
  const array = schemaAt(document, operation.response, items);
  const item = array === undefined ? undefined : follow(document, array["items"]);
  const primaryKey = label.primaryKey === null ? [] : [pointer(label.primaryKey)];
  const options = { label, document, operation, item, key: primaryKey[0] };
  const parent = parentOf(label, all);
  const filled = Object.keys(parent?.parameters ?? {});
  return {
    name,
    list: {
      method: label.method,
      path: label.path,
      operationId: label.operationId,
      required: operation.parameters
        .filter((each) => (each.in === "path" || each.in === "query") && each.required && !filled.includes(each.name))
        .map((each) => (each.in === "path" ? `path:${each.name}` : each.name)),
    },
    items,
    pagination: label.pagination === null ? { style: "none" } : paginationOf(label.pagination, options),
    primaryKey,
    incremental: incrementalOf(options),
    deletes: deletesOf(options),
    parent,
    operations: label.crud,
  };
}

/** `/tasks/{task_gid}/stories` is listed once per record of the stream at `/tasks`. */
function parentOf({ path }: Label, all: readonly Named[]): ParentRef | undefined {
  const [, prefix, parameter, rest] = /^(.*)\/\{([^}]+)\}\/([^{}]+)$/.exec(path) ?? [];
  if (prefix === undefined || parameter === undefined || rest === undefined) return undefined;
  const owner = all.find(({ label }) => label.path === prefix && label.method === "GET" && label.primaryKey !== null);
  return owner?.label.primaryKey === undefined || owner.label.primaryKey === null
    ? undefined
    : { stream: owner.name, parameters: { [parameter]: pointer(owner.label.primaryKey) } };
}

/** The first server, its variables at their defaults. */
function baseUrlOf(document: JsonObject): string {
  const servers = document["servers"];
  const server = objectOf(Array.isArray(servers) ? (servers as readonly JsonObject[])[0] : undefined);
  const { url, variables } = server;
  if (typeof url !== "string") return "https://vendor.example";
  const fill = (hole: string, name: string) => {
    const value = objectOf(objectOf(variables)[name])["default"];
    return typeof value === "string" ? value : hole;
  };
  return url.replaceAll(/\{([^}]+)\}/g, fill).replace(/\/+$/, "");
}
