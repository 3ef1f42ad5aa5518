import { bearer, createTransport, type Fetch } from "@waybill/transport";
import { compare } from "./compare.ts";

const calls = 500;
const url = "https://vendor.example/contacts";
const answer = JSON.stringify({ data: Array.from({ length: 50 }, (_, id) => ({ id, name: `Contact ${id}` })) });

/** What the transport costs a call, over a network that costs nothing. */
export default async function transportBenchmark(): Promise<void> {
  const network: Fetch = async () => new Response(answer, { headers: { "content-type": "application/json" } });
  const transport = createTransport({ fetch: network, origins: [new URL(url).origin], credential: bearer("token") });
  await compare(`${calls} calls, one after the other, bodies read`, [
    { name: "the network alone", run: () => callWith(network) },
    { name: "through the transport", run: () => callWith(transport.fetch) },
  ]);
  transport.dispose();
}

async function callWith(fetch: Fetch): Promise<void> {
  for (let call = 0; call < calls; call += 1) {
    const response = await fetch(url);
    await response.json();
  }
}
