import { contractVersion } from "@waybill/sync/connector";
import type { Connector, Pagination, ParentRef, StreamContract, SyncToken } from "@waybill/sync/connector";
import { beginning } from "../seams/clock-seam.ts";
import { mappings } from "./edition.ts";
import type { Edition } from "./edition.ts";
import { parentField, pathOf } from "./stream-plan.ts";
import type { ParentPlan, StreamPlan } from "./stream-plan.ts";

const baseUrl = "https://api.vendor.test/v1";
const tokenUrl = "https://api.vendor.test/oauth/token";
/** No record is older when a simulation begins, milliseconds: of so few the emulator makes a month's. */
export const oldestMs = 31 * 86_400_000;

/** The vendor as far as it is the same for all streams. */
export interface VendorPlan {
  readonly streams: readonly StreamPlan[];
  readonly auth: "none" | "oauth";
  /** Whether it says whose credentials these are. Absent: no. */
  readonly strangers?: boolean | undefined;
}

/** The connector of the simulated vendor, as a release of the product has it. */
export function connectorOf({ streams, auth, strangers }: VendorPlan, edition: Edition = "first"): Connector {
  return {
    contractVersion,
    vendor: "simulated",
    title: "Simulated",
    version: "1",
    baseUrl,
    auth: auth === "none" ? [] : [{ kind: "oauth2", tokenUrl, scopes: [] }],
    ...(strangers === true && { identity: { path: "/me", account: "/id" } }),
    streams: Object.fromEntries(streams.map((plan) => [plan.name, contractOf(plan, edition)])),
  };
}

/** Where a stream's answers hold their records. */
function itemsOf({ name, style }: StreamPlan): `/${string}` {
  return style === "graphql" ? `/data/${name}/nodes` : "/data";
}

function contractOf(plan: StreamPlan, edition: Edition): StreamContract {
  const { name, style, incremental, spanMs, syncToken, tombstones, parent, mapped } = plan;
  const isGraphql = style === "graphql";
  return {
    name,
    list: { method: isGraphql ? "POST" : "GET", path: pathOf(plan) },
    items: itemsOf(plan),
    pagination: paginationOf(plan),
    primaryKey: ["/id"],
    ...(parent !== undefined && { parent: parentRef(parent) }),
    ...(mapped === true && { mapping: mappings[edition] }),
    ...(incremental !== undefined && {
      incremental: {
        param: isGraphql ? "/variables/since" : "updated_since",
        cursorField: "/updated_at",
        kind: "updated",
        format: "date-time",
        lagMs: 0,
        ...incremental,
        ...(spanMs !== undefined && {
          until: isGraphql ? "/variables/until" : "updated_until",
          start: new Date(beginning - oldestMs).toISOString(),
          spanMs,
        }),
      },
    }),
    ...(syncToken !== undefined && { syncToken: syncTokenOf(plan, syncToken) }),
    ...(tombstones && {
      deletes: {
        field: "/archived",
        include: { param: isGraphql ? "/variables/archived" : "archived", value: true },
      },
    }),
  };
}

function parentRef({ stream, keys, orphans, above }: ParentPlan): ParentRef {
  return {
    stream,
    parameters: { [parentField(stream)]: "/id" },
    keys,
    ...(orphans !== undefined && { orphans }),
    ...(above !== undefined && { inherits: [parentField(above)] }),
  };
}

function syncTokenOf({ name, style }: StreamPlan, way: "parameter" | "link"): SyncToken {
  if (way === "link") return { token: "/delta" };
  return style === "graphql"
    ? { token: `/data/${name}/token`, param: "/variables/token" }
    : { token: "/token", param: "token" };
}

type Common = Pick<Pagination, "pageSize" | "total">;
type Declare = (plan: StreamPlan, common: Common) => Pagination;
const hasMore = "/more";

const declared: Readonly<Record<Pagination["style"], Declare>> = {
  none: (_, { total }) => ({ style: "none", total }),
  cursor: ({ end }, common) => ({
    ...common,
    style: "cursor",
    cursor: "cursor",
    nextCursor: "/next",
    hasMore,
    end: nextOrFlag(end),
  }),
  page: ({ end = "next" }, common) => ({
    ...common,
    style: "page",
    page: "page",
    first: 1,
    totalPages: "/pages",
    hasMore,
    nextPage: "/next_page",
    end,
  }),
  offset: ({ end = "next" }, common) => ({
    ...common,
    style: "offset",
    offset: "skip",
    hasMore,
    nextOffset: "/next_skip",
    end,
  }),
  keyset: ({ end }, common) => ({
    ...common,
    style: "keyset",
    key: "after",
    keyField: "/id",
    hasMore,
    end: end === "has-more" ? end : "empty-page",
  }),
  "link-header": (_, common) => ({ ...common, style: "link-header" }),
  "next-url": ({ end }, common) => ({
    ...common,
    style: "next-url",
    nextUrl: "/links/next",
    hasMore,
    end: nextOrFlag(end),
  }),
  graphql: ({ name }, common) => ({
    ...common,
    style: "graphql",
    query: `{ ${name} }`,
    connection: `/data/${name}`,
    after: "after",
  }),
};

function paginationOf(plan: StreamPlan): Pagination {
  const { style, pageSize: size, total } = plan;
  const pageSize = { param: style === "graphql" ? "/variables/first" : "limit", size };
  return declared[style](plan, { pageSize, total: total ? totalOf(plan) : undefined });
}

const nextOrFlag = (end: StreamPlan["end"]): "next" | "has-more" => (end === "has-more" ? end : "next");

function totalOf({ name, style }: StreamPlan): `/${string}` | `header:${string}` {
  if (style === "link-header") return "header:X-Total";
  return style === "graphql" ? `/data/${name}/total` : "/total";
}
