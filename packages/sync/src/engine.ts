import { createPlainTransport, systemClock, systemRandomBytes } from "@waybill/transport";
import type { Clock, CoreTransport, Credential, Fetch, Lock, RandomBytes, ThrottleOptions } from "@waybill/transport";
import type { Connector } from "./connector/contract.ts";
import type { ConnectorRuntime } from "./connector/runtime.ts";
import type { ParameterValues } from "./connector/request.ts";
import { validateConnector } from "./connector/validate.ts";
import type { ClientFactory, Connection } from "./connection/connection.ts";
import type { Priorities } from "./connection/priorities.ts";
import type { Schedules } from "./connection/stream-schedules.ts";
import { createConnection } from "./connection/create-connection.ts";
import { closed } from "./connection/closed.ts";
import { disposeAll, timeOf } from "./connection/disposed.ts";
import type { DisposeOptions, Disposed } from "./connection/disposed.ts";
import type { OwnedConnection } from "./connection/create-connection.ts";
import { settingsOf } from "./engine-settings.ts";
import { hexOf } from "./record/hex.ts";
import { createMetMemory } from "./pull/proof/met-memory.ts";
import { createPageMemory } from "./pull/page/page-memory.ts";
import type { PullSettings } from "./pull/settings.ts";
import type { Watch } from "./pull/watch.ts";
import type { CronReader } from "./schedule/schedule.ts";
import { createRecordSource } from "./status/record-source.ts";
import type { RecordSource, StatusSource } from "./status/source.ts";
import { createStatusSource } from "./status/status-source.ts";
import type { StatusOptions } from "./status/status-source.ts";
import type { Store } from "./store/contract.ts";
import { lockBeside } from "./tabs/web-lock.ts";

export interface TransportRequest {
  readonly connection: string;
  readonly connector: Connector;
  readonly credential: Credential | undefined;
  /** Origins that may receive the credential. */
  readonly origins: readonly string[];
}

export interface WaybillOptions {
  /** Opened for one tenant. The engine does not close it. */
  readonly store: Store;
  /** Makes a connection's transport. Default: `createPlainTransport` with the options below. */
  readonly transport?: ((request: TransportRequest) => CoreTransport) | undefined;
  /** The network under the default transport. Default: the platform's. */
  readonly fetch?: Fetch | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
  /** Chance for ids. Default: the platform's. */
  readonly randomBytes?: RandomBytes | undefined;
  /** Mutual exclusion beside the store's leases: a tab that closes is noticed at once. Default: a browser's Web Locks; in Node, where they are of one process, only over a store in memory. */
  readonly lock?: Lock | undefined;
  /** Reads the expressions of cron schedules: `cron` of `@waybill/sync/cron`. */
  readonly cron?: CronReader | undefined;
  /** Watches the shape of what arrives: `drift({ … })` of `@waybill/sync/drift`. Default: nobody does. */
  readonly drift?: Watch | undefined;
  /** How patient pulls are. Default `pullDefaults`, also for what is `undefined`. */
  readonly pull?: Partial<PullSettings> | undefined;
}

export interface ConnectionOptions<Client = unknown> {
  /** Checked when the connection is opened. */
  readonly connector: Connector;
  /** Code that makes and judges the records of streams: `runtime` of a generated `connector.ts`. */
  readonly runtime?: ConnectorRuntime | undefined;
  readonly credential?: Credential | undefined;
  /** Where the vendor is reached: a relay, an emulator. Absolute, by http or https. Default: the connector's. */
  readonly baseUrl?: string | undefined;
  /**
   * What every request of this account carries where the connector leaves it open, such as `{ "path:accountId": "8f2c" }`. Streams that wait for
   * nothing else run then. Each value goes only to streams that ask for it.
   */
  readonly parameters?: ParameterValues | undefined;
  /** Makes `connection.client`: `createClient` of the generated `client.ts`. Default: the connection has none. */
  readonly client?: ClientFactory<Client> | undefined;
  /** Ends the grant at the vendor when the connection is disconnected: `() => revokeTokens({ … })` of `@waybill/transport/oauth2`. */
  readonly revoke?: (() => Promise<void>) | undefined;
  /** When streams are pulled without being asked, by name; `"*"` stands for those that are not named. Default: never. `start()` sets it going. */
  readonly schedule?: Schedules | undefined;
  /** Streams that this product wants, with the parents they are listed below. Default: every stream that runs. */
  readonly streams?: readonly string[] | undefined;
  /** Streams that go before others, by name: greater first. They hold the others up for as long as they have something to ask. Default 0 for each. */
  readonly priorities?: Priorities | undefined;
}

/** The engine of one tenant, in one tab, worker or process. Any number of them may share a store. */
export interface Waybill {
  /**
   * Opens a connection; the same id gives the same handle, as long as the options are equal: data by its value, a credential by its id, code by being there
   * or not. Options that are left out then are not asked for.
   * @throws ConnectorError when the connector is none. TypeError when `id`, `baseUrl` or `credential` is none, and when the connection was opened with another option; a new
   * credential is given to `reconnect`. FailureError `aborted` for an id that is not open when the engine is disposed of.
   */
  connection<Client = undefined>(id: string, options: ConnectionOptions<Client>): Connection<Client>;
  /**
   * What to give to widgets. Reads of a stream that an open connection does not have reject with a RangeError that names those it has, also in a question for
   * many; `onUnreadable` tells it those who subscribe. Of a stream that only an older connector had, what is stored is told. Before its connection is opened
   * any name is answered for by what is stored, so that widgets may mount first.
   */
  readonly status: StatusSource & RecordSource;
  /**
   * Sets the schedules of all connections going, also of those that are opened later; and goes on, without a schedule too, with what an engine left in the
   * middle that is gone, and with open runs that nobody holds: also one whose caller left it by its own signal. `cancel` ends a run for good. What is
   * begun after an erasure of a connection, in whichever tab, is another life: only `start()` after it goes on with that.
   */
  start(): void;
  /** Stops schedules, and all work at its checkpoints. What is asked for afterwards runs. */
  stop(): Promise<void>;
  /**
   * Stops for good: `start()` sets none of its connections going again. The store stays open, and may be closed once it resolves: all work has ended by
   * then, and tokens that a vendor was asked for are stored, within 45 seconds or `withinMs`. Resolves to what is not, of all connections.
   */
  dispose(options?: DisposeOptions): Promise<Disposed>;
}

/**
 * Wires an engine over a store.
 * @throws RangeError for a setting in `pull` that means nothing.
 */
export function createWaybill(options: WaybillOptions): Waybill {
  const { store, clock = systemClock, randomBytes = systemRandomBytes, lock = lockBeside(store) } = options;
  const newId = () => hexOf(randomBytes(16));
  const owner = newId();
  const settings = settingsOf(options.pull);
  const memories = { pages: createPageMemory(owner), met: createMetMemory() };
  const connections = new Map<string, OwnedConnection>();
  const listeners = new Set<(connection: string) => void>();
  const makeTransport = options.transport ?? defaultTransport({ clock, randomBytes, fetch: options.fetch });
  let [started, isDisposed] = [false, false];
  const open = (id: string, { connector: given, baseUrl, ...request }: ConnectionOptions): OwnedConnection => {
    if (isDisposed) throw closed;
    const connector = validateConnector(given);
    const used = usable(baseUrl ?? connector.baseUrl, id);
    const origins = [new URL(used).origin];
    const connection = createConnection({
      ...request,
      id,
      connector,
      baseUrl: used,
      cron: options.cron,
      store,
      clock,
      owner,
      lock,
      settings,
      watch: options.drift,
      ...memories,
      newId,
      makeTransport: (current) => makeTransport({ connection: id, connector, credential: current, origins }),
      changed: () => listeners.forEach((listener) => listener(id)),
    });
    connections.set(id, connection);
    if (started) connection.start();
    return connection;
  };
  return {
    connection: <Client>(id: string, request: ConnectionOptions<Client>) => {
      connections.get(id)?.asked(request);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- handles of all types are kept together; this one's client is what its opener gave
      return (connections.get(id) ?? open(id, request)) as Connection<Client>;
    },
    status: statusOf({ store, clock, owner, leaseMs: settings.leaseMs }, { connections, listeners }),
    start: () => {
      started = true;
      for (const connection of connections.values()) connection.start();
    },
    stop: async () => {
      started = false;
      await Promise.all([...connections.values()].map((connection) => connection.stop()));
    },
    dispose: async (given) => {
      timeOf(given);
      [started, isDisposed] = [false, true];
      return disposeAll([...connections.values()], given);
    },
  };
}

/** Everything that is stored of a connection is found by it. */
function requireId(id: unknown): void {
  if (typeof id === "string" && id !== "") return;
  throw new TypeError("The id of a connection is a text of one character or more.");
}

/** What it holds is not told: it may be a password. */
function usable(baseUrl: string, id: string): string {
  requireId(id);
  if (/^https?:\/\/[^/?#@]+(\/[^?#]*)?$/i.test(baseUrl) && URL.canParse(baseUrl)) return baseUrl.replace(/\/+$/, "");
  throw new TypeError(
    `The baseUrl of connection "${id}" is not an absolute http or https address without user, query and fragment. ` +
      'Give one such as "https://api.vendor.example/v1".',
  );
}

interface Open {
  readonly connections: ReadonlyMap<string, OwnedConnection>;
  readonly listeners: Set<(connection: string) => void>;
}

function statusOf(
  parts: Pick<StatusOptions, "store" | "clock" | "owner" | "leaseMs">,
  { connections, listeners }: Open,
): Waybill["status"] {
  const { store } = parts;
  const subject = (id: string) => connections.get(id)?.subject;
  const onLive = (listener: (connection: string) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    ...createStatusSource({ ...parts, subject, onLive }),
    ...createRecordSource({ store, subject, declared: async (id) => connections.get(id)?.declared() }),
  };
}

interface Platform {
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly fetch: Fetch | undefined;
}

function defaultTransport(platform: Platform): (request: TransportRequest) => CoreTransport {
  return ({ connector, credential, origins }) =>
    createPlainTransport({
      ...platform,
      credential,
      origins,
      idempotency: connector.idempotency,
      throttle: declaredLimits(connector),
    });
}

/** What the vendor says it permits is kept from the first request on; what it leaves open, the transport learns. */
function declaredLimits({ limits }: Connector): Partial<ThrottleOptions> {
  const { requests, windowMs, concurrency } = limits ?? {};
  return {
    ...(requests !== undefined && windowMs !== undefined && { limits: [{ requests, perMs: windowMs }] }),
    ...(concurrency !== undefined && { concurrency }),
  };
}
