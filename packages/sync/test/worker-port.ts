import { bearer } from "@waybill/transport";
import type { Lock } from "@waybill/transport";
import { onTestFinished } from "vitest";
import type { Connection } from "../src/connection/connection.ts";
import type { Waybill } from "../src/engine.ts";
import type { RecordSource, StatusSource } from "../src/status/source.ts";
import { connectWaybill, serveWaybill } from "../src/worker/index.ts";
import type { ServeOptions } from "../src/worker/index.ts";

/** What the methods of a stand-in do, by room and name. Others answer what they were called with. */
export type Answers = Readonly<Record<string, (...given: readonly unknown[]) => unknown>>;

/** An object of which every method is there. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- whoever asks for one says what it stands in for
export function standIn<T extends object>(room: string, answers: Answers, members: object = {}): T {
  const method = (name: string) => answers[name] ?? ((...given: readonly unknown[]) => [name, ...given]);
  const get = (_: object, name: string) => Reflect.get(members, name) ?? method(`${room}.${name}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- whatever is asked of it is there
  return new Proxy({}, { get }) as T;
}

/** A lock whose holder dies when the test says so. */
function mortalLock() {
  const held = new Set<string>();
  const waiting: (() => void)[] = [];
  const lock: Lock = {
    hold: (name, run, signal) => {
      if (!held.has(name)) {
        held.add(name);
        return run();
      }
      return new Promise((resolve, reject) => {
        waiting.push(() => resolve(run()));
        signal?.addEventListener("abort", () => reject(signal.reason));
      });
    },
  };
  return { lock, die: () => waiting.forEach((go) => go()) };
}

/** A page and a worker joined by a channel, and an engine in the worker that does as the test says. Connection: `acme`. */
export function overPort(answers: Answers = {}, options: Partial<ServeOptions> = {}) {
  const { port1, port2 } = new MessageChannel();
  const status = standIn<StatusSource & RecordSource>("status", answers);
  const acme = standIn<Connection>("connection", answers);
  const waybill = standIn<Waybill>("engine", answers, { status });
  const { lock, die } = mortalLock();
  const serve = () =>
    serveWaybill({
      waybill,
      connection: (id) => (id === "acme" ? acme : undefined),
      credential: (_, given) => bearer(String(given)),
      port: port2,
      lock,
      ...options,
    });
  return {
    serve,
    connect: () => {
      const remote = connectWaybill(port1, { lock });
      onTestFinished(() => remote.terminate());
      return remote;
    },
    die,
    page: port1,
    worker: port2,
    /** Says something by hand. */
    fromPage: sayingOn(port1),
    fromWorker: sayingOn(port2),
  };
}

function sayingOn(port: MessagePort): (message: unknown) => void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin but its channel's
  return (message) => port.postMessage(message);
}

/** The same, with both ends at work. */
export function connected(answers: Answers = {}, options: Partial<ServeOptions> = {}) {
  const ends = overPort(answers, options);
  ends.serve();
  const remote = ends.connect();
  return { ...ends, remote, acme: remote.connection("acme") };
}

/** What a promise was rejected with. */
export const rejected = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "nothing was thrown",
    (reason: unknown) => reason,
  );

/** A promise that is settled from outside. */
export function gate<T>(): { readonly promise: Promise<T>; readonly open: (value: T) => void } {
  let settle: ((value: T) => void) | undefined;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, open: (value) => settle?.(value) };
}
