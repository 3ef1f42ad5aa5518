import { classify } from "@waybill/transport";
import type { Failure, Fetch } from "@waybill/transport";
import type { ConnectorRuntime } from "../connector/runtime.ts";
import { ancestorsOf } from "../connector/ancestors.ts";
import { openParameters, runnable } from "../connector/runnable.ts";
import { requireMode, requirePages } from "./require-request.ts";
import { requireRunnable, unrunnable } from "./require-runnable.ts";
import type { Runnable } from "../connector/runnable.ts";
import { dryRun } from "./dry-run.ts";
import { step } from "../pull/step.ts";
import type { StreamContext } from "../pull/stream-context.ts";
import type { RunReceipt } from "../receipt/receipt.ts";
import type { StatusSubject } from "../status/status-source.ts";
import { lifeOf } from "../tabs/lease.ts";
import { connectedAccount } from "./account.ts";
import { actOn } from "./act.ts";
import { chosenStreams } from "./chosen-streams.ts";
import { inBackground } from "./background.ts";
import type { Connection } from "./connection.ts";
import { createControls } from "./controls.ts";
import { refusing } from "./closed.ts";
import { endings } from "./endings.ts";
import type { Endings } from "./endings.ts";
import { createFlights } from "./flights.ts";
import { heldGrant } from "./held-grant.ts";
import { createLink } from "./link.ts";
import type { Link } from "./link.ts";
import { createLiveBoard } from "./live-board.ts";
import { ownIndexes } from "./own-indexes.ts";
import { requireSame } from "./same-options.ts";
import type { Asked } from "./same-options.ts";
import { prioritiesOf } from "./priorities.ts";
import { createStreamSchedules } from "./stream-schedules.ts";
import { syncStreams } from "./sync-streams.ts";
import type { ConnectionParts, Wiring } from "./wiring.ts";
import type { SyncOptions } from "./sync-streams.ts";
import { tellOf, telling } from "./untold.ts";

export interface OwnedConnection extends Connection {
  start(): void;
  stop(): Promise<void>;
  /** Resolves once the store knows by which fields records are found. */
  declared(): Promise<void>;
  /** @throws TypeError when it is asked for with other options than it was opened with. */
  asked(options: Asked): void;
  readonly subject: StatusSubject;
}

export function createConnection(parts: ConnectionParts): OwnedConnection {
  const wiring = wire(parts);
  const { connector } = parts;
  const { judged, link } = wiring;
  const { start, stop, dispose, isDisposed, ...ways } = endings(parts, wiring);
  const { act, fetch, ...methods } = refusing(
    { ...methodsOf(wiring), ...ways, fetch: link.own, act: actOf(parts, wiring, ways.reconnect) },
    isDisposed,
  );
  return {
    id: parts.id,
    baseUrl: parts.baseUrl,
    fetch,
    client: clientOver(fetch, parts, wiring),
    ...methods,
    start,
    stop,
    dispose,
    declared: () => wiring.indexes.declared(),
    asked: (options) => requireSame(parts, options, link.knows),
    subject: {
      streams: judged.run,
      contract: (stream) => connector.streams[stream],
      unknown: (stream) => (Object.hasOwn(connector.streams, stream) ? undefined : unrunnable(judged, stream)),
      live: wiring.board.of,
      act,
    },
  };
}

/** A connection that cannot be opened leaves nothing behind: whoever renders tries again and again. */
function clientOver(fetch: Fetch, { client, baseUrl }: ConnectionParts, { unsubscribe }: Wiring): unknown {
  try {
    return client?.({ fetch }, { baseUrl });
  } catch (error) {
    unsubscribe();
    throw error;
  }
}

function actOf(parts: ConnectionParts, wiring: Wiring, reconnect: Connection["reconnect"]): StatusSubject["act"] {
  const acknowledge = (lost: number) => parts.store.acknowledgeLoss?.(parts.id, lost);
  return actOn({ ...wiring, reconnect, acknowledge });
}

type Method = Exclude<keyof Connection, "id" | "client" | "baseUrl" | "fetch" | keyof Endings>;

function methodsOf({
  board,
  judged,
  context,
  controls,
  flights,
  sync,
  schedules,
  life,
}: Wiring): Pick<Connection, Method> {
  return {
    streams: async () => judged,
    sync,
    pull: async (stream, { dryRun: dry, ...request } = {}) => {
      requireMode(request.mode);
      if (dry !== true) return controls.pull(stream, request);
      const ask = { ...request, life: life() };
      return flights.inTurn(async (signal) => dryRun(context(stream), { ...request, signal }), ask);
    },
    step: async (stream, { maxPages = 1, ...options } = {}) => {
      requireMode(options.mode);
      requirePages(maxPages);
      const ask = { ...options, life: life() };
      return flights.inTurn(async (signal) => {
        const [at, asked] = [context(stream), await controls.asked(stream, ask.life)];
        const result = await telling(board, at, () => step(at, { ...options, maxPages, asked, signal }), signal);
        if (result.state === "refused") await tellOf(board, at, result.failure);
        return result;
      }, ask);
    },
    pause: controls.pause,
    resume: async (stream) => {
      await controls.resume(stream);
      schedules.poke();
    },
    cancel: controls.cancel,
    reset: controls.reset,
    backfill: async (stream, range, { signal } = {}) => controls.backfill(stream, range, signal),
    confirmRemovals: controls.confirmRemovals,
    schedule: async (stream, schedule) => {
      requireRunnable(judged, stream);
      schedules.set(stream, schedule);
    },
  };
}

function wire(parts: ConnectionParts): Wiring {
  const { id, connector } = parts;
  const board = createLiveBoard(() => parts.changed());
  const flights = createFlights();
  const judged = chosenStreams(connector, runnable(connector, parts.parameters), parts.streams);
  const link = createLink(parts, board);
  const means = (outcome: unknown): Failure => {
    const told = classify(outcome, { now: parts.clock.now() });
    // Of the address no more: paths and queries may hold secrets. A failure that was made in JavaScript may have no message.
    const near = (message: string | undefined = told.code) =>
      message.replace("here and the vendor", `here and ${new URL(parts.baseUrl).origin}`);
    return { ...told, message: near(told.message) };
  };
  const account = connectedAccount({ ...parts, fetch: link.fetch, classify: means });
  const grant = heldGrant(parts.store, id);
  const priorityOf = prioritiesOf(connector, parts.priorities);
  const context = streamContexts({ ...parts, account, grant, classify: means, priorityOf }, judged, link);
  const life = (): Promise<number> => {
    const now = lifeOf(parts.store, id);
    now.catch(() => {});
    return now;
  };
  const working = { context, flights, board, life };
  const controls = createControls(working);
  const sync = (options: SyncOptions = {}): Promise<readonly RunReceipt[]> => {
    const ask = { ...options, life: options.life ?? life() };
    return flights.inTurn(
      (signal, waiting) =>
        syncStreams({ ...working, controls, waiting, runnable: judged, priorityOf }, { ...ask, signal }),
      ask,
    );
  };
  const schedules = createStreamSchedules({ ...parts, streams: judged.run, context, board, sync });
  const indexes = ownIndexes(parts);
  const unsubscribe = parts.store.subscribe(({ connection, kinds, commit, receipt }) => {
    if (connection !== id) return;
    // A run is over with its receipt, whoever wrote it.
    if (receipt !== undefined) parts.met.of(receipt).drop();
    if (kinds.includes("receipt")) schedules.poke();
    if (kinds.includes("erased")) {
      indexes.erased();
      parts.pages.clear();
      parts.met.clear();
      flights.landErased(commit);
      for (const stream of judged.run) board.set(stream, { failure: undefined });
      inBackground(schedules.erased);
    }
  });
  return { ...working, judged, link, account, grant, controls, sync, schedules, indexes, unsubscribe };
}

type ContextParts = ConnectionParts &
  Pick<StreamContext, "account" | "grant" | "classify"> & { readonly priorityOf: (stream: string) => number };

/** Contexts are made once for each stream; the credential behind them may change. */
function streamContexts(parts: ContextParts, judged: Runnable, link: Link): (stream: string) => StreamContext {
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

function streamContext(parts: ContextParts, stream: string, link: Link): StreamContext {
  const { store, clock, connector, baseUrl, owner, lock, settings } = parts;
  const contract = connector.streams[stream];
  if (contract === undefined) throw new RangeError(`There is no stream "${stream}".`);
  const { list } = contract;
  const operation = list.operationId ?? `${list.method} ${list.path}`;
  const priority = parts.priorityOf(stream);
  return {
    store,
    clock,
    connection: parts.id,
    contract,
    runtime: ownRuntime(parts.runtime, stream),
    watch: parts.watch,
    pages: parts.pages,
    met: parts.met,
    parameters: openParameters(contract, parts.parameters),
    ancestors: ancestorsOf(connector, contract),
    servers: { declared: connector.baseUrl, used: baseUrl },
    headers: connector.headers ?? {},
    send: ({ url, method, headers, body }, { signal, lane = stream, correlationId }) => {
      const call = { operation, lane, priority, correlationId, idempotency: "none" } as const;
      // A page must be of this moment: what a cache has kept would pass for what the vendor holds.
      const init = { method, headers, signal, cache: "no-cache", ...(body !== undefined && { body }) } as const;
      return link.fetch(call)(url, init);
    },
    account: parts.account,
    grant: parts.grant,
    classify: parts.classify,
    meter: (lane = stream) => link.meters.of(lane),
    told: {},
    newId: () => parts.newId(),
    owner,
    queue: {},
    lock,
    settings,
  };
}

/** By an own member: a stream may have the name of something that every object inherits. */
function ownRuntime(runtime: ConnectorRuntime = {}, stream: string): StreamContext["runtime"] {
  return Object.hasOwn(runtime, stream) ? runtime[stream] : undefined;
}
