import type { Struck } from "../faults/fault-board.ts";
import type { Answer } from "../http/answer.ts";
import type { Delivery } from "../http/delivery.ts";
import type { Exchange } from "../http/exchange.ts";

/** What a request is for. */
export type Target =
  | { readonly kind: "list"; readonly stream: string }
  | { readonly kind: RecordAction; readonly stream: string; readonly path: string }
  /** A query of GraphQL that no list has. */
  | { readonly kind: "unknown-query" }
  | { readonly kind: "document"; readonly method: string; readonly path: string }
  | { readonly kind: "authorize" }
  | { readonly kind: "token" }
  | { readonly kind: "revoke" };

export type RecordAction = "get" | "create" | "update" | "delete" | "upsert" | "bulk";

/** One request on its way in. */
export interface Call extends Exchange {
  /** Counts from 1. */
  readonly number: number;
  /** Undefined when nothing lives at the path. */
  readonly target: Target | undefined;
  /** `METHOD /path` as the document writes it; undefined when nothing lives at the path. */
  readonly operation: string | undefined;
  /** The stream it belongs to; undefined for the OAuth endpoints and everything outside the streams. */
  readonly stream: string | undefined;
  /** The faults that it meets. */
  readonly faults: Struck;
}

/** The OAuth endpoints look after themselves. */
export const isEndpoint = ({ target }: Pick<Call, "target">): boolean =>
  target?.kind === "authorize" || target?.kind === "token" || target?.kind === "revoke";

/** An answer on its way out. */
export interface Reply {
  readonly answer: Answer;
  /** How the body travels. Default whole. */
  readonly delivery?: Delivery | undefined;
  /** Of a list answer: the position that was asked, and how many records it holds. */
  readonly listed?: { readonly position: string; readonly records: number } | undefined;
  /** The faults that shaped it. */
  readonly fault?: string | undefined;
}

/** One concern of the vendor. It answers, or passes the call on and may change what comes back. A rejected promise is a broken connection. */
export type Layer = (call: Call, next: (call: Call) => Promise<Reply>) => Promise<Reply>;

/** Layers around each other, the first outermost. */
export function chain(
  layers: readonly Layer[],
  innermost: (call: Call) => Promise<Reply>,
): (call: Call) => Promise<Reply> {
  return layers.reduceRight<(call: Call) => Promise<Reply>>((next, layer) => (call) => layer(call, next), innermost);
}

/** Adds the name of a fault to those that shaped the reply. */
export const shapedBy = (reply: Reply, fault: string): Reply => ({
  ...reply,
  fault: reply.fault === undefined ? fault : `${fault} ${reply.fault}`,
});

/** The reply with more headers; those given win. */
export const withHeaders = (reply: Reply, headers: Readonly<Record<string, string>>): Reply => ({
  ...reply,
  answer: { ...reply.answer, headers: { ...reply.answer.headers, ...headers } },
});
