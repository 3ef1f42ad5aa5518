// A server in a process of its own, so that its CPU time is its own: `emulator`, or `bare`, which sends the emulator's bytes.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { loadDocument } from "@waybill/codegen";
import { createEmulator } from "@waybill/emulator";
import { serve } from "@waybill/emulator/node";
import { connector } from "../../../openapi/harbor-crm/connector.ts";

const { document } = await loadDocument("openapi/harbor-crm.yaml");
const emulator = createEmulator({ document, connector, records: 500 });

async function bare(): Promise<string> {
  const response = await emulator.fetch(new Request(`${connector.baseUrl}/contacts?limit=50`));
  const body = await response.text();
  const headers = Object.fromEntries(response.headers);
  const server = createServer((_, outgoing) => outgoing.writeHead(200, headers).end(body));
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
