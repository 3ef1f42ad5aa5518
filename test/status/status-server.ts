import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { StatusSource, StatusTarget, SyncAction, SyncSnapshot } from "@waybill/sync/status";
import type { Referee } from "./document.ts";

export interface StatusServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface StatusServerOptions {
  readonly source: StatusSource;
  readonly referee: Referee;
  readonly now: () => number;
  /** Whether there is an event stream. */
  readonly streams: boolean;
  /** What `Authorization` must be. */
  readonly authorization: string;
}

interface Exchange {
  readonly options: StatusServerOptions;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

type Operation = (exchange: Exchange) => Promise<unknown>;

/** A product's server in as few lines as it takes: any status source over HTTP, as the document says. */
export async function startStatusServer(options: StatusServerOptions): Promise<StatusServer> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    answer({ options, request, response, url }).catch((error: unknown) => problem(response, 500, String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/waybill`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const operations: Readonly<Record<string, readonly [id: string, run: Operation]>> = {
  "POST /v1/statuses": [
    "readStatuses",
    async ({ options, request }) => {
      const { targets } = await bodyOf<{ targets: readonly StatusTarget[] }>(options, request, "readStatuses");
      return { snapshots: await options.source.snapshots(targets) };
    },
  ],
  "GET /v1/streams": [
    "listStreams",
    async ({ options: { source }, url }) => ({ streams: await source.streams(connectionOf(url)) }),
  ],
  "GET /v1/outbox": ["readOutbox", ({ options: { source }, url }) => source.outbox(connectionOf(url))],
  "GET /v1/ledger": [
    "readLedger",
    async ({ options: { source }, url }) => ({ ledger: (await source.ledger(connectionOf(url))) ?? null }),
  ],
  "GET /v1/health": ["readHealth", ({ options: { source }, url }) => source.health(targetOf(url))],
  "GET /v1/history": ["listHistory", ({ options: { source }, url }) => source.history(targetOf(url), pageOf(url))],
  "GET /v1/failed": ["listFailed", ({ options: { source }, url }) => source.failed(targetOf(url), pageOf(url))],
  "POST /v1/actions": [
    "act",
    async ({ options, request }) => {
      const key = request.headers["idempotency-key"];
      options.referee.parameter("act", "Idempotency-Key", typeof key === "string" ? key : null);
      return options.source.act(await bodyOf<SyncAction>(options, request, "act"), String(key));
    },
  ],
};

async function answer(exchange: Exchange): Promise<void> {
  const { options, request, response, url } = exchange;
  if (request.headers.authorization !== options.authorization) return problem(response, 401, "Who asks?");
  const path = url.pathname.replace(/^\/waybill/, "");
  if (path === "/v1/events" && options.streams) return watch(exchange);
  const receipt = /^\/v1\/receipts\/([^/]+)$/.exec(path)?.[1];
  const [id, run] = receipt === undefined ? (operations[`${request.method} ${path}`] ?? []) : receiptOf(receipt);
  if (id === undefined || run === undefined) return problem(response, 404, "There is no such question.");
  for (const [name, value] of url.searchParams) options.referee.parameter(id, name, value);
  const body: unknown = JSON.parse(JSON.stringify(await run(exchange)));
  options.referee.answer(id, 200, body);
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function receiptOf(id: string): readonly [string, Operation] {
  return [
    "readReceipt",
    async ({ options }) => ({ receipt: (await options.source.receipt(decodeURIComponent(id))) ?? null }),
  ];
}

/** The id of an event is the least of what was told last of each target: everything up to it was told. */
async function watch({ options, request, response }: Exchange): Promise<void> {
  const { source, referee } = options;
  const { targets } = await bodyOf<{ targets: readonly StatusTarget[] }>(options, request, "watchStatuses");
  const resumed = request.headers["last-event-id"];
  if (typeof resumed === "string") referee.parameter("watchStatuses", "Last-Event-ID", resumed);
  const told = new Map<string, number>();
  const write = (event: "snapshot" | "current", data: object) => {
    referee.event(event, JSON.parse(JSON.stringify(data)));
    const id = told.size < targets.length ? "" : `id: ${Math.min(...told.values())}\n`;
    response.write(`event: ${event}\n${id}data: ${JSON.stringify(data)}\n\n`);
    if (event === "snapshot" && told.size === targets.length && !current) {
      current = true;
      write("current", { observedAt: options.now() });
    }
  };
  let current = false;
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.flushHeaders();
  const stops = targets.map((target) =>
    source.subscribe(target, (snapshot: SyncSnapshot) => {
      told.set(JSON.stringify(target), snapshot.revision);
      write("snapshot", snapshot);
    }),
  );
  response.on("close", () => {
    for (const stop of stops) stop();
  });
}

async function bodyOf<T>({ referee }: StatusServerOptions, request: IncomingMessage, operation: string): Promise<T> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  referee.request(operation, body);
  return body as T;
}

function problem(response: ServerResponse, status: number, title: string): void {
  response.writeHead(status, { "content-type": "application/problem+json" }).end(JSON.stringify({ title, status }));
}

const connectionOf = (url: URL): string => url.searchParams.get("connection") ?? "";

function targetOf(url: URL): StatusTarget {
  const stream = url.searchParams.get("stream");
  return stream === null ? { connection: connectionOf(url) } : { connection: connectionOf(url), stream };
}

function pageOf(url: URL): { readonly limit: number; readonly cursor?: string | undefined } {
  return { limit: Number(url.searchParams.get("limit")), cursor: url.searchParams.get("cursor") ?? undefined };
}
