import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { control, controlPath } from "./control.ts";
import type { Emulator } from "./emulator.ts";
import { deliver } from "./http/deliver.ts";
import { IncomingRequest } from "./server/incoming-request.ts";
import { sendStreamed, sendWhole } from "./server/send.ts";

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
  const request = new IncomingRequest(incoming, outgoing);
  try {
    if (incoming.url?.startsWith(controlPath) === true)
      return await sendStreamed(await control(emulator, request), outgoing);
    const answer = await emulator.exchange(request);
    if (answer.delivery === undefined) sendWhole(answer, outgoing);
    else await sendStreamed(deliver(answer, request), outgoing);
  } catch {
    // whatever was thrown stands for a connection that broke: there is nobody to tell
    if (outgoing.headersSent) incoming.socket.destroySoon();
    else incoming.socket.resetAndDestroy();
  }
}

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
