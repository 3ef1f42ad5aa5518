// A server in a process of its own, so that its CPU time is its own: `emulator`, or `bare`, which sends the emulator's bytes for the same address.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { loadDocument } from "@waybill/codegen";
import { createEmulator } from "@waybill/emulator";
import { serve } from "@waybill/emulator/node";
import { connector } from "../../../openapi/harbor-crm/connector.ts";

const { document } = await loadDocument("openapi/harbor-crm.yaml");
const emulator = createEmulator({ document, connector, records: 500 });

interface Kept {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Knows its answers by heart: each was asked of the emulator once. */
async function bare(): Promise<string> {
  const kept = new Map<string, Kept>();
  const learn = async (path: string): Promise<Kept> => {
    const response = await emulator.fetch(new Request(`http://127.0.0.1${path}`));
    const learnt = { headers: Object.fromEntries(response.headers), body: await response.text() };
    kept.set(path, learnt);
    return learnt;
  };
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? "/";
    const known = kept.get(path);
    if (known !== undefined) outgoing.writeHead(200, known.headers).end(known.body);
    else void learn(path).then(({ headers, body }) => outgoing.writeHead(200, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of a server that listens on a port
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const url = process.argv[2] === "bare" ? await bare() : (await serve(emulator, { port: 0 })).url;
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.((user + system) / 1000);
});
process.send?.(url);
