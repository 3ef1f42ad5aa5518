import { failure, isFailureError } from "@waybill/transport";
import type { Clock, Fetch } from "@waybill/transport";
import { completed } from "../completed.ts";
import type { ActionOutcome, PageOptions, StatusSource, StatusTarget, SyncAction } from "../status/source.ts";
import { type Board, createBoard } from "./board.ts";
import { type PageState, browserPage } from "./browser-page.ts";
import { failureDelay } from "./cadence.ts";
import { type Follower, type LinkState, createFollower } from "./follow.ts";
import {
  readFailedPage,
  readHealth,
  readLedgerAnswer,
  readOutbox,
  readOutcome,
  readReceiptAnswer,
  readReceiptPage,
  readStreams,
} from "./read-answers.ts";
import { readStatuses } from "./read-statuses.ts";
import { type Line, ask } from "./requests.ts";
import { type HttpStatusSettings, httpStatusDefaults } from "./settings.ts";

export interface HttpStatusSourceOptions {
  /** Where the paths of `waybill-status.yaml` begin: `https://product.example/waybill`. */
  readonly url: string;
  /** The network. A product that keeps its session in cookies passes one that adds `credentials: "include"`. */
  readonly fetch: Fetch;
  /** Time, waiting and the chance in its waits. */
  readonly clock: Clock;
  /** Headers of every question, asked anew each time: `() => ({ authorization: await token() })`. Default: none. */
  readonly headers?: (() => HeadersInit | Promise<HeadersInit>) | undefined;
  /** Whether anybody looks. Default: the page that the code runs in. */
  readonly page?: PageState | undefined;
  /** Default {@link httpStatusDefaults}. */
  readonly settings?: Partial<HttpStatusSettings> | undefined;
}

/** A status source over HTTP, and how its link to the server is. */
export interface HttpStatusSource extends StatusSource {
  readonly link: {
    readonly current: () => LinkState;
    /** Told of every change. */
    readonly subscribe: (listener: (state: LinkState) => void) => () => void;
  };
}

/** How often an action is sent before its answer is given up. The key makes it safe. */
const sendings = 3;

/**
 * A status source over a server that speaks `openapi/waybill-status.yaml`. Changes come by an event stream, or by polling where there is none; while the
 * page is hidden nothing is asked. What was read last stays, with its age, when the server cannot be read. It knows
 * no connector: of a stream that there is none of it tells what the server tells.
 */
export function httpStatusSource(options: HttpStatusSourceOptions): HttpStatusSource {
  const line: Line = {
    url: options.url.replace(/\/+$/, ""),
    fetch: options.fetch,
    clock: options.clock,
    headers: options.headers ?? (() => ({})),
    settings: completed(httpStatusDefaults, options.settings),
  };
  const board = createBoard();
  const link = createLink();
  const page = options.page ?? browserPage();
  const follower = createFollower({ line, board, page, onLink: link.set });
  return {
    ...statuses(line, board, follower),
    ...lists(line),
    link: { current: link.current, subscribe: link.subscribe },
    act: async (action, key) => {
      const outcome = await act(line, action, key);
      follower.refresh();
      return outcome;
    },
  };
}

function statuses(
  line: Line,
  board: Board,
  follower: Follower,
): Pick<StatusSource, "runsWithoutPage" | "snapshot" | "snapshots" | "subscribe"> {
  const read = async (targets: readonly StatusTarget[]) => {
    const snapshots = await readStatuses(line, targets);
    return snapshots.map((snapshot) => board.take(snapshot));
  };
  return {
    runsWithoutPage: true,
    snapshot: async (target) => {
      const [snapshot] = await read([target]);
      if (snapshot === undefined) throw new Error("One target was asked for, and none was answered.");
      return snapshot;
    },
    snapshots: read,
    subscribe: (target, listener, onUnreadable = () => undefined) => {
      const leave = board.watch(target, { listener, onUnreadable });
      follower.refresh();
      return () => {
        leave();
        follower.release();
      };
    },
  };
}

function lists(
  line: Line,
): Pick<StatusSource, "streams" | "history" | "receipt" | "failed" | "outbox" | "ledger" | "health"> {
  return {
    streams: (connection) => ask(line, { path: "/v1/streams", query: { connection } }, readStreams),
    history: (target, page) => ask(line, { path: "/v1/history", query: paged(target, page) }, readReceiptPage),
    failed: (target, page) => ask(line, { path: "/v1/failed", query: paged(target, page) }, readFailedPage),
    outbox: (connection) => ask(line, { path: "/v1/outbox", query: { connection } }, readOutbox),
    health: ({ connection, stream }) => ask(line, { path: "/v1/health", query: { connection, stream } }, readHealth),
    receipt: async (id) => {
      const path = `/v1/receipts/${encodeURIComponent(id)}`;
      return (await ask(line, { path }, readReceiptAnswer)).found;
    },
    ledger: async (connection) =>
      (await ask(line, { path: "/v1/ledger", query: { connection } }, readLedgerAnswer)).found,
  };
}

function paged({ connection, stream }: StatusTarget, { limit, cursor }: PageOptions) {
  return { connection, stream, limit, cursor };
}

/** A lost answer is asked for again under the same key, so that one press stays one action. */
async function act(line: Line, action: SyncAction, key: string): Promise<ActionOutcome> {
  const question = { path: "/v1/actions", body: action, headers: { "idempotency-key": key } };
  for (let sending = 1; ; sending += 1) {
    try {
      return await ask(line, question, readOutcome);
    } catch (error) {
      if (!isFailureError(error)) throw error;
      if (error.failure.code === "forbidden") return { state: "rejected", failure: forbidden(error.failure.message) };
      if (sending === sendings || !error.failure.retryable) throw error;
      const chance = { random: line.clock.random(), retryAfterMs: error.failure.retryAfterMs };
      await line.clock.sleep(failureDelay(sending, chance, line.settings));
    }
  }
}

function forbidden(message: string): Extract<ActionOutcome, { state: "rejected" }>["failure"] {
  return failure("forbidden", { message });
}

function createLink() {
  let state: LinkState = "idle";
  const listeners = new Set<(state: LinkState) => void>();
  return {
    current: () => state,
    set: (next: LinkState) => {
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener(next);
    },
    subscribe: (listener: (state: LinkState) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
