import type { Clock, Credential, Lock, Transport } from "@waybill/transport";
import { classify } from "@waybill/transport";
import type { Connector } from "../connector/contract.ts";
import type { ConnectorRuntime } from "../connector/runtime.ts";
import type { ParameterValues } from "../connector/request.ts";
import { openParameters, runnable } from "../connector/runnable.ts";
import { requireRunnable } from "./require-runnable.ts";
import type { Runnable } from "../connector/runnable.ts";
import type { PullSettings } from "../pull/settings.ts";
import type { Watch } from "../pull/watch.ts";
import { step } from "../pull/step.ts";
import type { StreamContext } from "../pull/stream-context.ts";
import type { CronReader } from "../schedule/schedule.ts";
import type { StatusSubject } from "../status/status-source.ts";
import type { Store } from "../store/contract.ts";
import { actOn } from "./act.ts";
import { chosenStreams } from "./chosen-streams.ts";
import { inBackground } from "./background.ts";
import type { Connection } from "./connection.ts";
import { createControls } from "./controls.ts";
import { createFlights, stopped } from "./flights.ts";
import { createLink } from "./link.ts";
import type { Link } from "./link.ts";
import { createLiveBoard } from "./live-board.ts";
import { createStreamSchedules } from "./stream-schedules.ts";
import type { Schedules } from "./stream-schedules.ts";
import { syncStreams } from "./sync-streams.ts";
import type { SyncOptions } from "./sync-streams.ts";

/** What an engine gives each of its connections. */
export interface ConnectionParts {
  readonly id: string;
  readonly connector: Connector;
  readonly runtime?: ConnectorRuntime | undefined;
  readonly baseUrl: string;
  readonly credential?: Credential | undefined;
  readonly parameters?: ParameterValues | undefined;
  readonly streams?: readonly string[] | undefined;
  readonly schedule?: Schedules | undefined;
  readonly cron?: CronReader | undefined;
  readonly store: Store;
  readonly clock: Clock;
  readonly owner: string;
  readonly lock?: Lock | undefined;
  readonly settings: PullSettings;
  readonly watch?: Watch | undefined;
  newId(): string;
  makeTransport(credential: Credential | undefined): Transport;
  /** Told whenever live facts change. */
  changed(): void;
}

export interface OwnedConnection extends Connection {
  start(): void;
  stop(): Promise<void>;
  readonly subject: StatusSubject;
}

export function createConnection(parts: ConnectionParts): OwnedConnection {
  const { id, connector } = parts;
  const board = createLiveBoard(() => parts.changed());
  const flights = createFlights();
  const judged = chosenStreams(connector, runnable(connector, parts.parameters), parts.streams);
  const link = createLink(parts, board);
  const context = streamContexts(parts, judged, link);
  const controls = createControls({ context, flights, board });
  const sync = (options: SyncOptions = {}) =>
    syncStreams({ context, controls, flights, board, runnable: judged }, options);
  const schedules = createStreamSchedules({ ...parts, streams: judged.run, context, board, sync });
  const ends = parts.store.subscribe(({ connection, kinds }) => {
    if (connection === id && (kinds.includes("receipt") || kinds.includes("erased"))) schedules.poke();
  });
  const land = (message: string) => flights.landAll(stopped(message));
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
    resume: async (stream) => {
      await controls.resume(stream);
      schedules.poke();
    },
    cancel: controls.cancel,
    reconnect,
    schedule: async (stream, schedule) => {
      requireRunnable(judged, stream);
      schedules.set(stream, schedule);
    },
    start: () => schedules.start(),
    stop: async () => {
      schedules.stop();
      await land("The engine was stopped; the run goes on from its checkpoint when it is started again.");
    },
    dispose: async () => {
      ends();
      schedules.stop();
      await land("The engine was closed; the run goes on from its checkpoint when it is opened again.");
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
    runtime: ownRuntime(parts.runtime, stream),
    watch: parts.watch,
    parameters: openParameters(contract, parts.parameters),
    parent: contract.parent === undefined ? undefined : connector.streams[contract.parent.stream],
    servers: { declared: connector.baseUrl, used: baseUrl },
    headers: connector.headers ?? {},
    send: ({ url, method, headers, body }, { signal, correlationId }) => {
      const call = { operation, lane: stream, correlationId, idempotency: "none" } as const;
      // A page must be of this moment: what a cache has kept would pass for what the vendor holds.
      const init = { method, headers, signal, cache: "no-cache", ...(body !== undefined && { body }) } as const;
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

/** By an own member: a stream may have the name of something that every object inherits. */
function ownRuntime(runtime: ConnectorRuntime = {}, stream: string): StreamContext["runtime"] {
  return Object.hasOwn(runtime, stream) ? runtime[stream] : undefined;
}
