import type { Json } from "@waybill/sync/connector";
import type { SchemaReader } from "../document/schema.ts";
import { json, problem, type Answer } from "../http/answer.ts";
import type { Exchange } from "../http/exchange.ts";
import { hash } from "../random.ts";
import { beginRecord } from "../records/making.ts";
import type { Words } from "../records/words.ts";
import type { Vendor } from "../state/vendor.ts";
import type { Entry } from "../state/entry.ts";
import { cut } from "./cut.ts";
import { envelope, signalHeaders } from "./envelope.ts";
import { shown } from "./filter.ts";
import type { Source } from "./listing.ts";
import { pageSizeOf } from "./page-size.ts";

export interface ListOptions {
  readonly vendor: Vendor;
  readonly reader: SchemaReader;
  readonly words: Words;
  readonly seed: number;
  readonly endless: Source["endless"];
  /** Last change to a record on its way out: where faults break records. */
  readonly present: (entry: Entry, stream: string) => Json;
}

/** An answered list request: what to send, and what to write down about it. */
export interface Listed {
  readonly answer: Answer;
  /** What the answer says about the page; undefined when the request was refused. */
  readonly listed?: { readonly position: string; readonly records: number } | undefined;
}

const refuse = (detail: string): Listed => ({ answer: problem(400, detail) });

/** Answers a list request. */
export function list(stream: string, exchange: Exchange, options: ListOptions): Listed {
  const { vendor, reader, words, seed, endless, present } = options;
  const plan = vendor.plan(stream);
  const collection = vendor.collection(stream, exchange.path);
  const asked = shown(plan.contract, exchange);
  if ("refused" in asked) return refuse(asked.refused);
  const entries = collection.entries(asked);
  const operation = plan.list;
  const size = pageSizeOf(exchange, plan.contract, { operation, reader });
  const page = cut({ exchange, plan, operation, reader, collection, entries, size, endless }, plan.contract.pagination);
  if ("refused" in page) return refuse(page.refused);
  const { pagination, items } = plan.contract;
  const making = beginRecord({ words, seed: hash(seed, stream, "envelope"), instants: plan.timeline.at(0), stream });
  const body = envelope({
    schema: operation.response,
    reader,
    making,
    items,
    records: page.entries.map((entry) => present(entry, stream)),
    signals: page.signals,
    hints: {
      total: entries.length,
      count: page.entries.length,
      size: pagination.style === "none" ? entries.length : size,
      offset: page.offset,
    },
  });
  const answer = json(operation.status, body, { ...page.headers, ...signalHeaders(page.signals) });
  return { answer, listed: { position: page.position, records: page.entries.length } };
}
