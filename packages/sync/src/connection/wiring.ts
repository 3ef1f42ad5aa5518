import type { Clock, CoreTransport, Credential, Lock } from "@waybill/transport";
import type { Connector } from "../connector/contract.ts";
import type { ParameterValues } from "../connector/request.ts";
import type { Runnable } from "../connector/runnable.ts";
import type { ConnectorRuntime } from "../connector/runtime.ts";
import type { MetMemory } from "../pull/proof/met-memory.ts";
import type { PageMemory } from "../pull/page/page-memory.ts";
import type { PullSettings } from "../pull/settings.ts";
import type { StreamContext } from "../pull/stream-context.ts";
import type { Watch } from "../pull/watch.ts";
import type { RunReceipt } from "../receipt/receipt.ts";
import type { CronReader } from "../schedule/schedule.ts";
import type { Store } from "../store/contract.ts";
import type { ConnectedAccount } from "./account.ts";
import type { ClientFactory } from "./connection.ts";
import type { Controls } from "./controls.ts";
import type { Flights } from "./flights.ts";
import type { HeldGrant } from "./held-grant.ts";
import type { Link } from "./link.ts";
import type { LiveBoard } from "./live-board.ts";
import type { OwnIndexes } from "./own-indexes.ts";
import type { Priorities } from "./priorities.ts";
import type { Schedules, StreamSchedules } from "./stream-schedules.ts";
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
  readonly priorities?: Priorities | undefined;
  readonly client?: ClientFactory<unknown> | undefined;
  readonly revoke?: (() => Promise<void>) | undefined;
  readonly schedule?: Schedules | undefined;
  readonly cron?: CronReader | undefined;
  readonly store: Store;
  readonly clock: Clock;
  readonly owner: string;
  readonly lock?: Lock | undefined;
  readonly settings: PullSettings;
  readonly watch?: Watch | undefined;
  /** Shared by all connections: how much it may hold is said once. */
  readonly pages: PageMemory;
  readonly met: MetMemory;
  newId(): string;
  makeTransport(credential: Credential | undefined): CoreTransport;
  /** Told whenever live facts change. */
  changed(): void;
}

/** What a connection is made of. */
export interface Wiring {
  readonly board: LiveBoard;
  readonly flights: Flights;
  readonly judged: Runnable;
  /** {@link lifeOf} the connection as it is now. Heard of when its turn comes, if ever. */
  readonly life: () => Promise<number>;
  readonly link: Link;
  /** Absent: the connector cannot tell whose credentials are in use. */
  readonly account?: ConnectedAccount | undefined;
  readonly grant: HeldGrant;
  readonly context: (stream: string) => StreamContext;
  readonly controls: Controls;
  readonly sync: (options?: SyncOptions) => Promise<readonly RunReceipt[]>;
  readonly schedules: StreamSchedules;
  readonly indexes: OwnIndexes;
  readonly unsubscribe: () => void;
}
