import type { Clock, Credential, Lock, Transport } from "@waybill/transport";
import { classify } from "@waybill/transport";
import type { Connector } from "../connector/contract.ts";
import { runnable } from "../connector/runnable.ts";
import { requireRunnable } from "./require-runnable.ts";
import type { Runnable, SkippedStream } from "../connector/runnable.ts";
import type { PullSettings } from "../pull/settings.ts";
import { step } from "../pull/step.ts";
import type { StepResult } from "../pull/step-result.ts";
import type { StreamContext } from "../pull/stream-context.ts";
import type { RunReceipt } from "../receipt/receipt.ts";
import type { StatusSubject } from "../status/status-source.ts";
import type { Store } from "../store/contract.ts";
import { actOn } from "./act.ts";
import { inBackground } from "./background.ts";
import { createControls } from "./controls.ts";
import { createFlights, stopped } from "./flights.ts";
import { createLink } from "./link.ts";
import type { Link } from "./link.ts";
import { createLiveBoard } from "./live-board.ts";
import { syncStreams } from "./sync-streams.ts";

/** What an engine gives each of its connections. */
export interface ConnectionParts {
  readonly id: string;
  readonly connector: Connector;
  readonly baseUrl: string;
  readonly credential?: Credential | undefined;
  readonly store: Store;
  readonly clock: Clock;
  readonly owner: string;
  readonly lock?: Lock | undefined;
  readonly settings: PullSettings;
  newId(): string;
  makeTransport(credential: Credential | undefined): Transport;
  /** Told whenever live facts change. */
  changed(): void;
}

export interface PullRequest {
  /** Default: incremental where that is possible, else full. An open run is finished first, in its own mode. */
  readonly mode?: "full" | "incremental" | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One tenant's authorised link to one vendor. Every method is safe to call at any time, also twice. */
export interface Connection {
  readonly id: string;
  /** Which streams run, and which wait for what. */
  streams(): Promise<{ readonly run: readonly string[]; readonly skipped: readonly SkippedStream[] }>;
  /**
   * Pulls all streams that run (or those named), two at a time, going on with what is open; leaves out paused ones. A run that failed is a receipt.
   * @throws FailureError when a stream waits for a person (`unauthorized`) or its stored state cannot be used, after the others have ended.
   */
  sync(options?: {
    readonly signal?: AbortSignal | undefined;
    readonly streams?: readonly string[] | undefined;
  }): Promise<readonly RunReceipt[]>;
  /**
   * Pulls one stream until its run has ended; joins a pull that is under way. Exactly one receipt.
   * @throws FailureError when the stream is paused or waits for a person, or its stored state cannot be used; the run stays open.
   */
  pull(stream: string, request?: PullRequest): Promise<RunReceipt>;
  /** Works from checkpoint to checkpoint and keeps nothing in memory: for schedulers and queues. */
  step(
    stream: string,
    options?: {
      readonly mode?: "full" | "incremental" | undefined;
      /** Pages to commit at most. Default 1. */
      readonly maxPages?: number | undefined;
      /** Epoch milliseconds after which no further page is begun. */
      readonly deadline?: number | undefined;
      readonly signal?: AbortSignal | undefined;
    },
  ): Promise<StepResult>;
  /** Stops at the checkpoint and stays there, over restarts too. */
  pause(stream: string): Promise<void>;
  /** Ends a pause and goes on in the background. */
  resume(stream: string): Promise<void>;
  /** Ends the open run with a `cancelled` receipt; `undefined` when none is open. What it stored stays. */
  cancel(stream: string): Promise<RunReceipt | undefined>;
  /** Takes a new credential (or the renewed old one), clears the `auth` blocker, and goes on in the background with what it held up. */
  reconnect(credential?: Credential): Promise<void>;
  dispose(): Promise<void>;
}

export interface OwnedConnection extends Connection {
  readonly subject: StatusSubject;
}

export function createConnection(parts: ConnectionParts): OwnedConnection {
  const { id, connector } = parts;
  const board = createLiveBoard(() => parts.changed());
  const flights = createFlights();
  const judged = runnable(connector);
  const link = createLink(parts, board);
  const context = streamContexts(parts, judged, link);
  const controls = createControls({ context, flights, board });
  const sync: Connection["sync"] = (options = {}) =>
    syncStreams({ context, controls, flights, board, runnable: judged }, options);
  const reconnect = async (credential?: Credential) => {
    if (credential !== undefined) link.renew(credential);
    const held = await controls.unblock(judged.run, "auth");
    inBackground(() => sync({ streams: held }));
  };
  return {
    id,
    streams: async () => judged,
    sync,
    pull: async (stream, request = {}) => controls.pull(stream, request),
    step: async (stream, { signal = new AbortController().signal, maxPages = 1, ...options } = {}) =>
      step(context(stream), { ...options, maxPages, signal }),
    pause: controls.pause,
    resume: controls.resume,
    cancel: controls.cancel,
    reconnect,
    dispose: async () => {
      await flights.landAll(
        stopped("The engine was closed; the run goes on from its checkpoint when it is opened again."),
      );
      link.dispose();
    },
    subject: {
      streams: judged.run,
      contract: (stream) => connector.streams[stream],
      live: board.of,
      act: actOn({ streams: judged.run, context, controls, flights, sync, reconnect }),
    },
  };
}

/** Contexts are made once for each stream; the credential behind them may change. */
function streamContexts(parts: ConnectionParts, judged: Runnable, link: Link): (stream: string) => StreamContext {
  const contexts = new Map<string, StreamContext>();
  return (stream) => {
    const known = contexts.get(stream);
    if (known !== undefined) return known;
    requireRunnable(judged, stream);
    const made = streamContext(parts, stream, link);
    contexts.set(stream, made);
    return made;
  };
}

function streamContext(parts: ConnectionParts, stream: string, link: Link): StreamContext {
  const { store, clock, connector, baseUrl, owner, lock, settings } = parts;
  const contract = connector.streams[stream];
  if (contract === undefined) throw new RangeError(`There is no stream "${stream}".`);
  const { list } = contract;
  const operation = list.operationId ?? `${list.method} ${list.path}`;
  return {
    store,
    clock,
    connection: parts.id,
    contract,
    servers: { declared: connector.baseUrl, used: baseUrl },
    headers: connector.headers ?? {},
    send: ({ url, method, headers, body }, { signal, correlationId }) => {
      const call = { operation, lane: stream, correlationId, idempotency: "none" } as const;
      const init = { method, headers, signal, ...(body !== undefined && { body }) };
      return link.fetch(call)(url, init);
    },
    classify: (outcome) => classify(outcome, { now: clock.now() }),
    meter: () => link.meters.of(stream),
    newId: () => parts.newId(),
    owner,
    lock,
    settings,
  };
}
