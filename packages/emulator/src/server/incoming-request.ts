import type { IncomingMessage, ServerResponse } from "node:http";
import type { PlainRequest } from "../http/plain.ts";

/** A message as it came in, read where it is asked: no platform object is built around it. */
export class IncomingRequest implements PlainRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: PlainRequest["headers"];
  readonly #incoming: IncomingMessage;
  readonly #outgoing: ServerResponse;
  #signal: AbortSignal | undefined;

  constructor(incoming: IncomingMessage, outgoing: ServerResponse) {
    this.#incoming = incoming;
    this.#outgoing = outgoing;
    this.method = incoming.method ?? "GET";
    this.url = urlOf(incoming);
    this.headers = headersOf(incoming);
  }

  /** Aborts when the client goes away before it was answered. */
  get signal(): AbortSignal {
    this.#signal ??= goneSignal(this.#outgoing);
    return this.#signal;
  }

  async text(): Promise<string> {
    const { "content-length": length = "0", "transfer-encoding": coding } = this.#incoming.headers;
    if (coding === undefined && length === "0") return "";
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.#incoming) chunks.push(chunk);
    return new TextDecoder().decode(Buffer.concat(chunks));
  }
}

function headersOf({ headers }: IncomingMessage): PlainRequest["headers"] {
  const valueOf = (name: string): string | null => {
    const value = headers[name.toLowerCase()];
    return value === undefined ? null : typeof value === "string" ? value : value.join(", ");
  };
  return { get: valueOf, has: (name) => valueOf(name) !== null };
}

/** A `Host` that is none is no reason to say nothing: the emulator answers for every host. */
function urlOf({ url = "/", headers }: IncomingMessage): string {
  if (!url.startsWith("/")) return URL.canParse(url) ? url : "http://127.0.0.1/"; // to a proxy; or `OPTIONS *`
  const whole = `http://${headers.host ?? "127.0.0.1"}${url}`;
  return URL.canParse(whole) ? whole : `http://127.0.0.1${url}`;
}

function goneSignal(outgoing: ServerResponse): AbortSignal {
  const gone = new AbortController();
  const leave = (): void => {
    if (!outgoing.writableFinished) gone.abort(new DOMException("The client closed the connection.", "AbortError"));
  };
  if (outgoing.destroyed) leave();
  else outgoing.on("close", leave);
  return gone.signal;
}
