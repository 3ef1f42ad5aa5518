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

/** Listens on a free port, or on this one. Each request, once read, takes the next step; the last step repeats. */
export async function serve(steps: Step | readonly Step[], port = 0): Promise<VendorServer> {
  const script = typeof steps === "function" ? [steps] : steps;
  const arrivals: Arrival[] = [];
  const closings: Promise<void>[] = [];
  const used = new Set<Socket>();
  const server = createServer((request, response) => {
    const { socket } = request;
    const reused = used.has(socket);
    used.add(socket);
    closings.push(new Promise((resolve) => socket.once("close", () => resolve())));
    // A reset from the other side is what some tests are about; the closing tells of it.
    socket.on("error", () => undefined);
    void arrivalOf(request).then((arrival) => {
      const step = script[Math.min(arrivals.push(arrival), script.length) - 1];
      step?.({ request, response, socket, reused });
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address of this kind.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/things`,
    origin,
    arrivals,
    closed: (index) => closings[index] ?? Promise.reject(new Error(`No request ${index} has come.`)),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

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
