import type { Failure, Fetch } from "@waybill/transport";
import type { Connection } from "../connection/connection.ts";
import type { DisposeOptions, Disposed } from "../connection/disposed.ts";
import type { RecordSource, StatusSource } from "../status/source.ts";
import type { ConnectionMethod } from "./methods.ts";

/**
 * A connection of an engine in a worker, with the methods of {@link Connection}. A typed client is made of its `fetch` in the page:
 * `createClient(connection, { baseUrl })` of a generated `client.ts`.
 */
export interface RemoteConnection extends Pick<Connection, Exclude<ConnectionMethod, "reconnect">> {
  readonly id: string;
  /**
   * As {@link Connection.fetch}: the request leaves from the worker, under the credential, which never leaves it. Bodies cross whole: an answer is there once
   * all of it is, and its `url` is empty.
   */
  readonly fetch: Fetch;
  /**
   * As {@link Connection.reconnect}, with a credential that the worker makes of what is given, and that structured cloning can copy. Without an argument: the
   * worker's own tokens were renewed.
   */
  reconnect(given?: unknown): Promise<void>;
}

/**
 * An engine in a worker. Every call rejects with what the engine rejects with: a FailureError is one here too, other errors keep name and message. Once the
 * worker has ended, all that is under way and all that follows rejects with why it ended.
 */
export interface RemoteWaybill {
  /**
   * A connection that the worker opens; the same id gives the same handle. One that the worker does not know is told by the first call. `given` goes to the
   * option `connection` of `serveWaybill`, as structured cloning copies it.
   * @throws FailureError `invalid` when `given` cannot be copied. TypeError, as in a page, when the connection was opened with another `given`: members of an
   * object are compared by value, and those that are left out are not asked for. What was handed to `reconnect` since passes. Where all calls were rejected so
   * far, as of a connection that the worker could not open, the worker decides: it opens it with this, or rejects the next call.
   */
  connection(id: string, given?: unknown): RemoteConnection;
  /** What to give to widgets. Subscribers are told by `onUnreadable` when the worker has ended. */
  readonly status: StatusSource & RecordSource;
  /** Sets the schedules of all connections going, also of those that are opened later. */
  start(): Promise<void>;
  /** Stops schedules, and all work at its checkpoints. What is asked for afterwards runs. */
  stop(): Promise<void>;
  /** As {@link Waybill.dispose}, then lets go of the port. The worker, which may have other work, lives on; one that has ended says nothing of what was left. */
  dispose(options?: DisposeOptions): Promise<Disposed>;
  /** Ends the worker at once, or closes the port. What was committed is stored, and the next engine goes on at the checkpoints. */
  terminate(): void;
  /** Why nothing comes from the worker any more, once that is so. Never rejects. To go on, make a new Worker and connect to it. */
  readonly ended: Promise<Failure>;
}
