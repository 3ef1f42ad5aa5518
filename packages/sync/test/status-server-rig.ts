import type { Fetch } from "@waybill/transport";
import { createVirtualClock } from "@waybill/transport/testing";
import type { SyncSnapshot } from "../src/status/index.ts";
import { httpStatusSource } from "../src/status-http/index.ts";

export const target = { connection: "acme", stream: "contacts" };
export const base = {
  ...target,
  connected: true,
  phase: "idle",
  lastOutcome: "complete",
  blocker: null,
  willRetry: false,
  durable: true,
  revision: 5,
  observedAt: 1000,
} as const satisfies SyncSnapshot;

interface Asked {
  readonly path: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly at: number;
}
export type Answer = (asked: Asked, signal: AbortSignal | null | undefined) => Response | Promise<Response>;

/** A server by a table of paths; each list of answers ends with the one that stands for all that follow. */
export function setup(answers: Readonly<Record<string, readonly Answer[]>>) {
  const clock = createVirtualClock({ random: () => 0 });
  const log: Asked[] = [];
  const fetch: Fetch = async (input, init) => {
    const { signal, ...rest } = init ?? {};
    const request = new Request(input, rest);
    const path = new URL(request.url).pathname.replace("/waybill/v1", "");
    const text = await request.text();
    const asked: Asked = { path, headers: request.headers, body: text && JSON.parse(text), at: clock.monotonic() };
    const before = log.filter((one) => one.path === path).length;
    log.push(asked);
    const list = answers[path] ?? [() => json({}, 404)];
    const answer = list[Math.min(before, list.length - 1)];
    if (answer === undefined) throw new Error("no answer is scripted");
    return answer(asked, signal);
  };
  const page = createPage();
  const heard: SyncSnapshot[] = [];
  const doubts: unknown[] = [];
  const source = httpStatusSource({
    url: "https://product.test/waybill/",
    fetch,
    clock,
    page,
    headers: () => ({ authorization: `Bearer ${log.length}` }),
  });
  const subscribe = () =>
    source.subscribe(
      target,
      (snapshot) => heard.push(snapshot),
      (reason) => doubts.push(reason),
    );
  const times = (path: string) => log.filter((one) => one.path === path).map(({ at }) => at);
  return { clock, log, page, heard, doubts, source, subscribe, times };
}

function createPage() {
  let hidden = false;
  const listeners = new Set<() => void>();
  return {
    hidden: () => hidden,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (next: boolean) => {
      hidden = next;
      for (const listener of listeners) listener();
    },
  };
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

export const told = (...changes: readonly Partial<SyncSnapshot>[]): Answer => {
  return () => json({ snapshots: changes.map((change) => ({ ...base, ...change })) });
};
export const hang: Answer = () => new Promise<never>(() => undefined);
export const none: Answer = () => json({}, 404);

/** A stream that a test writes to. */
export function openStream() {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given;
    },
    cancel: () => {
      cancelled = true;
    },
  });
  const write = (text: string) => controller?.enqueue(encoder.encode(text));
  return {
    answer: () => new Response(body, { headers: { "content-type": "text/event-stream; charset=utf-8" } }),
    write,
    snapshot: (change: Partial<SyncSnapshot>, id = "") =>
      write(`event: snapshot\n${id === "" ? "" : `id: ${id}\n`}data: ${JSON.stringify({ ...base, ...change })}\n\n`),
    current: (observedAt: number) => write(`event: current\ndata: {"observedAt":${observedAt}}\n\n`),
    end: () => controller?.close(),
    cancelled: () => cancelled,
  };
}
