import { FailureError, failure } from "@waybill/transport";
import type { Credential } from "@waybill/transport";
import type { Connection } from "../connection/connection.ts";
import type { Waybill } from "../engine.ts";
import { answerTo } from "./crossing-fetch.ts";
import { handedTo } from "./handed.ts";
import { connectionMethods, engineMethods, statusReads, statusWatches } from "./methods.ts";
import type { Path } from "./protocol.ts";

export interface DeskOptions {
  readonly waybill: Waybill;
  /**
   * The connection that a page names, opened with what cannot cross to a worker: connector, runtime code, credential, `revoke`. Undefined: there is none
   * of that id yet; each call asks again until there is one. `given` is what the page handed to `connection(id, given)`: check it.
   */
  readonly connection: (id: string, given: unknown) => Connection | undefined;
  /** Makes a credential of what a page handed to `reconnect(given)`: check it. Default: pages hand none in. */
  readonly credential?: ((id: string, given: unknown) => Credential) | undefined;
}

/** Leads from the paths that pages name to the methods of the engine, and nowhere else. */
export interface Desk {
  /**
   * Opens a connection, once. One that cannot be opened is told to whoever calls it, until it is handed what it can be opened with. Anything else that is
   * handed in for an open one is refused to its next call.
   */
  open(id: string, given: unknown): void;
  /** @throws FailureError `not_found` where the path leads nowhere. */
  call(path: Path, given: readonly unknown[]): unknown;
  /** @throws FailureError `not_found` where the path leads nowhere. */
  watch(path: Path, given: readonly unknown[]): () => void;
}

type Method = (...given: readonly unknown[]) => unknown;

export function createDesk(options: DeskOptions): Desk {
  const { waybill } = options;
  const openings = new Map<string, Opening>();
  const connectionOf = (id: string): Connection => {
    const opening = openings.get(id);
    if (opening === undefined) throw unknownConnection(id);
    return opening.connection();
  };
  const ofConnection = (id: string, name: string): Method => {
    const connection = connectionOf(id);
    if (name === "fetch") return (given) => answerTo(connection.fetch, given);
    const method = methodOf(connection, connectionMethods, name);
    return name === "reconnect" ? (given) => method(...credentials(options, id, given)) : method;
  };
  const find = ([room, ...rest]: Path): Method => {
    if (room === "connection") return ofConnection(rest[0] ?? "", rest[1] ?? "");
    if (room === "status") return methodOf(waybill.status, statusReads, rest[0] ?? "");
    return methodOf(waybill, room === "engine" ? engineMethods : [], rest[0] ?? "");
  };
  return {
    open: (id, given) => {
      const opening = openings.get(id) ?? openingOf(options, id);
      openings.set(id, opening);
      opening.hand(given);
    },
    call: (path, given) => find(path)(...given),
    watch: ([, name = ""], given) => {
      const end = methodOf(waybill.status, statusWatches, name)(...given);
      return () => void (typeof end === "function" && Reflect.apply(end, undefined, []));
    },
  };
}

interface Opening {
  /** Tried at once, and again by each call until it succeeds. */
  hand(given: unknown): void;
  /** @throws whatever keeps it from being open; once, what was wrong with what was handed in for an open one. */
  connection(): Connection;
}

function openingOf({ connection }: DeskOptions, id: string): Opening {
  let open: Connection | undefined;
  let latest: unknown;
  let refusal: { readonly reason: unknown } | undefined;
  const opened = (): Connection => {
    open ??= connection(id, latest);
    if (open === undefined) throw unknownConnection(id);
    return open;
  };
  return {
    hand: (given) => {
      try {
        if (open !== undefined) return handedTo(id, latest).requireSame(given);
        latest = given;
        opened();
      } catch (reason) {
        // Of one that is not open the next call finds out for itself.
        refusal = open && { reason };
      }
    },
    connection: () => {
      const refused = refusal;
      refusal = undefined;
      if (refused !== undefined) throw refused.reason;
      return opened();
    },
  };
}

/** What `reconnect` is called with: a credential, or nothing where the worker's own was renewed. */
function credentials({ credential }: DeskOptions, id: string, given: unknown): readonly Credential[] {
  if (given === undefined) return [];
  if (credential !== undefined) return [credential(id, given)];
  const message =
    `reconnect() of "${id}" was handed something, and the worker makes no credential of it, so nothing was done. ` +
    "Give serveWaybill() the option `credential`, or call reconnect() without an argument once the worker's own tokens are renewed.";
  throw new FailureError(failure("internal", { message }));
}

function methodOf(of: object, names: readonly string[], name: string): Method {
  const method: unknown = names.includes(name) ? Reflect.get(of, name) : undefined;
  if (typeof method === "function") return (...given) => Reflect.apply(method, of, given);
  const message = `The worker has nothing called "${name}" that a page may call, so nothing was done. Build page and worker from the same release.`;
  throw new FailureError(failure("not_found", { message, origin: "us" }));
}

function unknownConnection(id: string): FailureError {
  const message =
    `The worker has no connection "${id}", so nothing was done. ` +
    "Return it from the option `connection` of serveWaybill(), and name it by connection() in the page.";
  return new FailureError(failure("not_found", { message, origin: "us" }));
}
