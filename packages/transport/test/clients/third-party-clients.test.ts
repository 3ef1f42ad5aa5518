import { afterEach, expect, test } from "vitest";
import type { FailureCode } from "../../src/failure.ts";
import { createTransport } from "../../src/transport.ts";
import type { Transport } from "../../src/transport.ts";
import { gate } from "../gate.ts";
import { end, serve } from "../sockets/vendor-server.ts";
import type { Exchange, Step, VendorServer } from "../sockets/vendor-server.ts";
import { hurriedClock } from "./hurried-clock.ts";
import type { ThirdParty, ThirdPartyClient } from "./third-party.ts";
import { withOctokit } from "./with-octokit.ts";
import { withOpenapiFetch } from "./with-openapi-fetch.ts";
import { withStripe } from "./with-stripe.ts";

const parties = [withOpenapiFetch, withOctokit, withStripe];

let server: VendorServer;
afterEach(() => server.stop());

interface Setting {
  readonly client: ThirdPartyClient;
  readonly transport: Transport;
  readonly waits: readonly number[];
  readonly ends: readonly (FailureCode | undefined)[];
}

/** The client in front of a real server, over a transport that skips its waits. `undefined` in the script: what the vendor says when it is well. */
async function setUp(party: ThirdParty, ...script: readonly (Step | undefined)[]): Promise<Setting> {
  const well: Step = ({ request, response }) => {
    const { status, headers, body } = party.answer(request, server.origin);
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  };
  server = await serve([...script, undefined].map((step) => step ?? well));
  const { clock, waits } = hurriedClock();
  const transport = createTransport({ clock, origins: [server.origin], idempotency: { header: "Idempotency-Key" } });
  const ends: (FailureCode | undefined)[] = [];
  transport.events.subscribe((event) => {
    if (event.type === "end") ends.push(event.failure?.code);
  });
  return { client: party.connect(server.origin, transport.fetch), transport, waits, ends };
}

const refuses =
  (status: number, headers: Readonly<Record<string, string>> = {}): Step =>
  ({ response }: Exchange) => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end("{}");
  };
const resets: Step = ({ socket }) => end(socket, "reset");

test.for(parties)("$name: a refusal with a time is waited out and repeated once, by the transport", async (party) => {
  const { client, waits, ends } = await setUp(party, refuses(429, { "retry-after": "7" }));
  expect(await client.list()).toHaveLength(1);
  expect([server.arrivals.length, waits, ends]).toEqual([2, [7000], [undefined]]);
});

test.for(parties)(
  "$name: a vendor that keeps failing is asked three times, and not three times three",
  async (party) => {
    const { client } = await setUp(party, refuses(503), refuses(503), refuses(503), refuses(503));
    const error: unknown = await client.list().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(server.arrivals).toHaveLength(3);
  },
);

test.for(parties)(
  "$name: a refusal for longer than a call can wait reaches the product, with its reason, at once",
  async (party) => {
    const { client, waits, ends } = await setUp(party, refuses(429, { "retry-after": "3600" }));
    const error: unknown = await client.list().catch((reason: unknown) => reason);
    expect(client.read(error).status).toBe(party.unanswered);
    expect([server.arrivals.length, waits, ends]).toEqual([1, [], ["rate_limited"]]);
  },
);

const losses: readonly { readonly how: string; readonly step: Step }[] = [
  { how: "answers 503", step: refuses(503) },
  { how: "loses the connection", step: resets },
];
const writes = parties.flatMap((party) => losses.map((loss) => ({ ...party, ...loss })));

test.for(writes)(
  "$name: a write that a vendor who $how is sent again with the key and body it had",
  async ({ step, ...party }) => {
    const { client } = await setUp(party, step, step);
    expect(await client.create("Ann")).toMatch(/new$/);
    const [first, ...others] = server.arrivals;
    expect(first?.key).toMatch(/.{16,}/);
    expect(others).toEqual([first, first]);
  },
);

test.for(parties)("$name: two writes have two keys", async (party) => {
  const { client } = await setUp(party);
  for (const name of ["Ann", "Bob"]) await client.create(name);
  expect(new Set(server.arrivals.map(({ key }) => key)).size).toBe(2);
});

test.for(parties)("$name: every page is read, also when one of them is refused at first", async (party) => {
  const { client } = await setUp(party, undefined, refuses(429, { "retry-after": "1" }), refuses(500));
  expect((await client.listAll()).map((name) => name.at(-1))).toEqual(["1", "2", "3"]);
  expect(server.arrivals).toHaveLength(5);
});

test.for(parties)("$name: a call that is ended ends at once, and its connection with it", async (party) => {
  const asked = gate();
  const { client, transport } = await setUp(party, () => asked.open());
  const controller = new AbortController();
  const listing = client.list(controller.signal).then(
    () => "answered",
    () => "ended",
  );
  await asked.opened;
  if (party.ends === "by signal") controller.abort();
  else transport.dispose();
  expect(await listing).toBe("ended");
  await server.closed(0);
  expect(server.arrivals).toHaveLength(1);
});

test.for(parties)("$name: an error has the vendor's status and words", async (party) => {
  const { client, ends } = await setUp(party);
  const { status, message } = await client.missing();
  expect(status).toBe(404);
  expect(message).toMatch(/There is no such contact|Not Found|No such customer/);
  expect([server.arrivals.length, ends]).toEqual([1, ["not_found"]]);
});

test("Stripe's key is the client's own, and is not replaced", async () => {
  const { client } = await setUp(withStripe, refuses(503));
  await client.create("Ann");
  expect(server.arrivals.map(({ key }) => key?.slice(0, 18))).toEqual(["stripe-node-retry-", "stripe-node-retry-"]);
});
