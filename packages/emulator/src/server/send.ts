import type { ServerResponse } from "node:http";
import type { PlainResponse } from "../http/plain.ts";

/** A whole answer leaves at once, head and text together. */
export function sendWhole({ status, headers, text }: PlainResponse, outgoing: ServerResponse): void {
  if (text === undefined) return void outgoing.writeHead(status, headers).end();
  outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(text) }).end(text);
}

/** The head leaves before a body that is not there at once, so that a stalled answer has begun. */
export async function sendStreamed(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  for await (const chunk of response.body ?? []) if (!outgoing.write(chunk)) await drained(outgoing);
  outgoing.end();
}

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
