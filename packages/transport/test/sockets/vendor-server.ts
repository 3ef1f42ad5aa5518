import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** One request, and what a misbehaving vendor needs to answer it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly socket: Socket;
  /** An earlier request came over the same connection. */
  readonly reused: boolean;
}

/** What reached the vendor. */
export interface Arrival {
  readonly method: string | undefined;
  /** Address, headers and body, as they came. */
  readonly text: string;
  readonly key: string | undefined;
}

export type Step = (exchange: Exchange) => void;

/** A real server on loopback. */
export interface VendorServer {
  readonly url: string;
  readonly origin: string;
  readonly arrivals: readonly Arrival[];
  /** Resolves when the connection of the nth request is gone, counted from 0. */
  closed(index: number): Promise<void>;
  stop(): void;
}

/**
 * Listens on a free port. Each request, once read, takes the next step; the last step repeats. Pages of other origins may ask
 * whatever they like: what a browser asks for that permission is answered, and is no arrival.
 */
export async function serve(steps: Step | readonly Step[]): Promise<VendorServer> {
  const script = typeof steps === "function" ? [steps] : steps;
  const arrivals: Arrival[] = [];
  const used: Socket[] = [];
  const closings = new Map<Socket, Promise<void>>();
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { socket } = request;
    const count = arrivals.push(await arrivalOf(request));
    const reused = used.includes(socket);
    used.push(socket);
    script[Math.min(count, script.length) - 1]?.({ request, response, socket, reused });
  };
  const server = createServer((request, response) => {
    for (const name of permissions) response.setHeader(`access-control-allow-${name}`, "*");
    if (request.method === "OPTIONS") return void response.writeHead(204).end();
    return void receive(request, response);
  });
  server.on("connection", (socket) => {
    closings.set(socket, new Promise((resolve) => socket.once("close", () => resolve())));
    // A reset from the other side is what some tests are about; the closing tells of it.
    socket.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address of this kind.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/things`,
    origin,
    arrivals,
    async closed(index) {
      const socket = used[index];
      if (socket === undefined) throw new Error(`No request ${index} has come.`);
      await closings.get(socket);
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const permissions = ["origin", "headers", "methods"] as const;

async function arrivalOf(request: IncomingMessage): Promise<Arrival> {
  const { method, url, headers, rawHeaders } = request;
  let body = "";
  for await (const chunk of request) body += String(chunk);
  const key = headers["idempotency-key"];
  const text = [`${method} ${url}`, ...rawHeaders, body].join("\n");
  return { method, text, key: typeof key === "string" ? key : undefined };
}

/** How a connection ends: with a reset, or with an orderly end that comes too early. */
export type Ending = "reset" | "close";
export const endings: readonly Ending[] = ["reset", "close"];

export function end(socket: Socket, how: Ending): void {
  if (how === "reset") socket.resetAndDestroy();
  else socket.destroy();
}

export const fine: Step = ({ response }) => void response.end("fine");
