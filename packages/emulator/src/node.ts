import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { control, controlPath } from "./control.ts";
import type { Emulator } from "./emulator.ts";

export interface ServeOptions {
  /** Wished port; a busy one is passed over for the next free one. Default 4010; 0 takes any. */
  readonly port?: number | undefined;
  /** Default 127.0.0.1: nothing outside this machine reaches it. */
  readonly host?: string | undefined;
}

export interface EmulatorServer {
  /** `http://127.0.0.1:4010`, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Breaks every connection, stalled ones too, and frees the port. */
  close(): Promise<void>;
}

const defaultPort = 4010;
const portsTried = 50;

/** Serves an emulator over HTTP, with its control API under `/__emulator/`. A reset destroys the socket, a truncated body ends before its length: what was sent of it arrives. */
export async function serve(emulator: Emulator, options: ServeOptions = {}): Promise<EmulatorServer> {
  const { port = defaultPort, host = "127.0.0.1" } = options;
  const server = createServer((incoming, outgoing) => void exchange(emulator, incoming, outgoing));
  const taken = await listen(server, { port, host });
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`,
    port: taken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function exchange(emulator: Emulator, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.on("close", () => {
    if (!outgoing.writableFinished) gone.abort(new DOMException("The client closed the connection.", "AbortError"));
  });
  try {
    const request = toRequest(incoming, gone.signal);
    const isControl = new URL(request.url).pathname.startsWith(controlPath);
    await send(await (isControl ? control(emulator, request) : emulator.fetch(request)), outgoing);
  } catch {
    // whatever was thrown stands for a connection that broke: there is nobody to tell
    if (outgoing.headersSent) incoming.socket.destroySoon();
    else incoming.socket.resetAndDestroy();
  }
}

/** Headers leave with a body that is there at once; before one that is not, so that a stalled answer has begun. */
async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, headersOf(response));
  const length = Number(response.headers.get("content-length") ?? Number.NaN);
  for await (const chunk of response.body ?? []) {
    if (chunk.byteLength === length) return void outgoing.end(chunk);
    if (!outgoing.write(chunk)) await drained(outgoing);
  }
  outgoing.end();
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host ?? "127.0.0.1"}`);
  const method = incoming.method ?? "GET";
  // `duplex` is what the Fetch standard asks of a streamed body; the DOM types do not know it yet
  const init: RequestInit & { duplex?: "half" } = { method, headers, signal };
  if (method !== "GET" && method !== "HEAD") Object.assign(init, { body: Readable.toWeb(incoming), duplex: "half" });
  return new Request(url, init);
}

/** Several Set-Cookie headers stay several. */
const headersOf = (response: Response): Record<string, string | string[]> => ({
  ...Object.fromEntries(response.headers),
  ...(response.headers.getSetCookie().length > 0 ? { "set-cookie": response.headers.getSetCookie() } : {}),
});

/** Until the client has read what was sent; or it went away, which the next write notices. */
const drained = (outgoing: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      outgoing.off("drain", go);
      outgoing.off("close", go);
      resolve();
    };
    outgoing.on("drain", go);
    outgoing.on("close", go);
  });

/** The first port that is free, from the wished one upwards. */
async function listen(server: Server, { port, host }: { port: number; host: string }): Promise<number> {
  for (let candidate = port; candidate < port + portsTried; candidate++) {
    const taken = await tryListen(server, { port: candidate, host });
    if (taken !== undefined) return taken;
  }
  throw new Error(
    `No port from ${port} to ${port + portsTried - 1} is free on ${host}, so the emulator cannot be reached. Name another with \`port\`.`,
  );
}

function tryListen(server: Server, { port, host }: { port: number; host: string }): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void =>
      error.code === "EADDRINUSE" ? resolve(undefined) : reject(error);
    server.once("error", onError);
    server.listen(port, host, () => {
      server.off("error", onError);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
