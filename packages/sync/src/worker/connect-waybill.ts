import { systemRandomBytes } from "@waybill/transport";
import type { Lock, RandomBytes } from "@waybill/transport";
import { platformLock } from "../tabs/web-lock.ts";
import type { Disposed } from "../connection/disposed.ts";
import type { RecordSource, StatusSource } from "../status/source.ts";
import { fetchOver } from "./crossing-fetch.ts";
import { disposed, terminated } from "./endings.ts";
import { type Handed, handedTo } from "./handed.ts";
import { type Line, createLine } from "./line.ts";
import { type EngineMethod, type StatusWatch, connectionMethods, engineMethods, statusReads } from "./methods.ts";
import type { Port } from "./port.ts";
import type { Path } from "./protocol.ts";
import type { RemoteConnection, RemoteWaybill } from "./remote-waybill.ts";

export interface ConnectOptions {
  /** By which the end of the worker is noticed, the same as in the worker. Default: Web Locks where there are any. */
  readonly lock?: Lock | undefined;
  /** Chance for ids. Default: the platform's. */
  readonly randomBytes?: RandomBytes | undefined;
}

/**
 * The engine in a worker, where `serveWaybill` serves it. Can be called at any time: what is asked before the engine is made waits.
 *
 * @param port The `Worker`, or a port that leads to it. It is this engine's from now on; the product's own messages on it are left alone.
 */
export function connectWaybill(port: Port, options: ConnectOptions = {}): RemoteWaybill {
  const { lock = platformLock(), randomBytes = systemRandomBytes } = options;
  const line = createLine({ port, lock, prefix: `${randomBytes(8).join(".")}:` });
  const connections = new Map<string, Known>();
  const engine = methods<Pick<RemoteWaybill, EngineMethod>>(line, engineMethods, ["engine"]);
  return {
    ...engine,
    connection: (id, given) => {
      const known = connections.get(id);
      if (known !== undefined) {
        handAgain(line, known, given);
        return known.connection;
      }
      const first = knownBy(line, id, given);
      line.open(id, given);
      connections.set(id, first);
      return first.connection;
    },
    status: statusOver(line),
    dispose: disposal(line, engine.dispose),
    terminate: () => line.end(terminated()),
    ended: line.ended,
  };
}

type Caller = Pick<Line, "call">;

interface Known {
  readonly connection: RemoteConnection;
  handed: Handed;
  /** False: all calls were rejected so far, so that it may never have been opened, and can be by something else. Undefined: none has ended. */
  isOpen: boolean | undefined;
}

function knownBy(line: Line, id: string, given: unknown): Known {
  const call: Caller["call"] = async (path, handed) => {
    try {
      const answer = await line.call(path, handed);
      known.isOpen = true;
      return answer;
    } catch (reason) {
      known.isOpen ??= false;
      throw reason;
    }
  };
  const known: Known = {
    connection: connectionOver({ call }, id, (credential) => known.handed.reconnecting(credential)),
    handed: handedTo(id, given),
    isOpen: undefined,
  };
  return known;
}

/** @throws TypeError where it is another than a connection that may be open was opened with. */
function handAgain(line: Line, known: Known, given: unknown): void {
  try {
    known.handed.requireSame(given);
  } catch (reason) {
    if (known.isOpen !== false) throw reason;
    line.open(known.connection.id, given);
    known.handed = handedTo(known.connection.id, given);
    known.isOpen = undefined;
  }
}

function connectionOver(line: Caller, id: string, reconnecting: Handed["reconnecting"]): RemoteConnection {
  const room = ["connection", id];
  const { reconnect, ...rest } = methods<Omit<RemoteConnection, "id" | "fetch">>(line, connectionMethods, room);
  return {
    id,
    ...rest,
    reconnect: async (...given) => {
      const refused = reconnecting(given[0]);
      try {
        return await reconnect(...given);
      } catch (reason) {
        refused();
        throw reason;
      }
    },
    fetch: fetchOver((request) => line.call([...room, "fetch"], [request])),
  };
}

function statusOver(line: Line): StatusSource & RecordSource {
  return {
    ...methods<Omit<StatusSource & RecordSource, StatusWatch>>(line, statusReads, ["status"]),
    subscribe: (...given) => line.watch({ path: ["status", "subscribe"], given, onEnd: given[2] }),
    subscribeRecords: (...given) => line.watch({ path: ["status", "subscribeRecords"], given }),
  };
}

/** An engine whose worker has ended needs no disposal, and one that is disposed of has said what was left. */
function disposal(line: Line, dispose: RemoteWaybill["dispose"]): RemoteWaybill["dispose"] {
  let left: Disposed | undefined;
  return async (given) => {
    try {
      left = await dispose(given);
    } catch (reason) {
      if (!line.isOver()) throw reason;
      left ??= { unended: [], unsaved: [] };
    }
    line.leave(disposed());
    return left;
  };
}

/** Each method hands its arguments on as they are: what they mean is for the engine to say. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- whoever asks says which interface the names are of
function methods<T extends object>(line: Caller, names: readonly string[], room: Path): T {
  const entries = names.map((name) => [name, (...given: readonly unknown[]) => line.call([...room, name], given)]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type tests see to it that these are all names, and the engine answers as its type says
  return Object.fromEntries(entries) as T;
}
