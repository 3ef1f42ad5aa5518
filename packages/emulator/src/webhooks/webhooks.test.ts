import type { JsonObject } from "@waybill/sync/connector";
import { verify as verifyGithub } from "@octokit/webhooks-methods";
import { Webhook } from "standardwebhooks";
import { Stripe } from "stripe";
import { describe, expect, test } from "vitest";
import type { Emulator } from "../emulator.ts";
import { ask, startHarbor } from "../harbor.test.fixture.ts";
import type { WebhookStyle } from "./webhook-style.ts";
import type { WebhookReceiver } from "./webhook-receiver.ts";

interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Somebody who takes what comes, and answers each request with the next of `statuses`, then 200. */
function inbox(
  emulator: Emulator,
  { statuses = [], ...more }: Partial<WebhookReceiver> & { statuses?: number[] } = {},
) {
  const received: Received[] = [];
  const subscription = emulator.webhooks.subscribe({
    url: "https://product.example/hooks",
    send: async (request) => {
      received.push({ headers: Object.fromEntries(request.headers), body: await request.text() });
      const status = statuses.shift() ?? 200;
      if (status === 0) throw new TypeError("fetch failed");
      return new Response(null, { status });
    },
    ...more,
  });
  return { received, ...subscription };
}

const bodyOf = ({ body }: Received): JsonObject => JSON.parse(body) as JsonObject;
const statuses = (emulator: Emulator) => emulator.webhooks.deliveries().map(({ status }) => status);

async function start(style: WebhookStyle) {
  const now = Date.now();
  const clock = { now: () => now, sleep: async () => {} };
  const { emulator } = startHarbor({ clock });
  const { received, secret } = inbox(emulator, { style });
  emulator.create("contacts", { name: "Ada Lovelace" });
  await emulator.webhooks.settled();
  const [event = { headers: {}, body: "" }] = received;
  return { event, secret };
}

describe("a signature is verified by a library that nobody here wrote:", () => {
  test("Standard Webhooks by standardwebhooks", async () => {
    const { event, secret } = await start("standard");
    const verified = new Webhook(secret).verify(event.body, { ...event.headers });
    expect(verified).toMatchObject({ type: "contact.created", data: { name: "Ada Lovelace" } });
    expect(() => new Webhook(secret).verify(event.body.replace("Ada", "Eve"), { ...event.headers })).toThrow(
      /signature/i,
    );
  });

  test("GitHub's by @octokit/webhooks-methods", async () => {
    const { event, secret } = await start("github");
    const signature = event.headers["x-hub-signature-256"] ?? "";
    expect(await verifyGithub(secret, event.body, signature)).toBe(true);
    expect(await verifyGithub(secret, `${event.body} `, signature)).toBe(false);
    expect(event.headers).toMatchObject({
      "x-github-event": "contact",
      "x-github-delivery": expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
      ) as string,
    });
    expect(bodyOf(event)).toMatchObject({ action: "created", contact: { name: "Ada Lovelace" } });
  });

  test("Stripe's by stripe", async () => {
    const { event, secret } = await start("stripe");
    const signature = event.headers["stripe-signature"] ?? "";
    const { webhooks } = new Stripe("sk_test_nothing");
    const verified = webhooks.constructEvent(event.body, signature, secret);
    expect(verified).toMatchObject({
      object: "event",
      type: "contact.created",
      data: { object: { name: "Ada Lovelace" } },
    });
    expect(verified.id).toMatch(/^evt_1[0-9A-Za-z]{23}$/);
    expect(() => webhooks.constructEvent(event.body, signature, `${secret}x`)).toThrow(/signature/);
  });
});

describe("every change is told", () => {
  test("whoever made it, in order, with the record as it was then", async () => {
    const { emulator } = startHarbor();
    const { received } = inbox(emulator);
    const { id = null } = emulator.create("contacts", { name: "Ada" }) as JsonObject;
    const headers = { "content-type": "application/json" };
    await ask(emulator, `/contacts/${id as string}`, {
      method: "PATCH",
      body: JSON.stringify({ data: { name: "Grace" } }),
      headers,
    });
    emulator.update("contacts", id, { name: "Joan" });
    await ask(emulator, `/contacts/${id as string}`, { method: "DELETE" });
    await emulator.webhooks.settled();
    expect(received.map(bodyOf).map(({ type, data }) => [type, (data as JsonObject)["name"]])).toEqual([
      ["contact.created", "Ada"],
      ["contact.updated", "Grace"],
      ["contact.updated", "Joan"],
      ["contact.deleted", "Joan"],
    ]);
    expect(new Set(received.map((each) => each.headers["webhook-id"])).size).toBe(4);
  });

  test("once for a write that was asked for twice, and never for a refused one", async () => {
    const { emulator } = startHarbor();
    const { received } = inbox(emulator);
    const write = async (body: string) =>
      ask(emulator, "/contacts", { method: "POST", body, headers: { "content-type": "application/json" } });
    await write(JSON.stringify({ data: { name: 3 } }));
    await write(JSON.stringify({ data: { name: "Ada" } }));
    await emulator.webhooks.settled();
    expect(received).toHaveLength(1);
  });

  test("to those whom the stream concerns", async () => {
    const { emulator } = startHarbor();
    const [people, firms] = [inbox(emulator, { streams: ["contacts"] }), inbox(emulator, { streams: ["companies"] })];
    emulator.create("companies", { name: "Harbor Ltd" });
    await emulator.webhooks.settled();
    expect([people.received.length, firms.received.length]).toEqual([0, 1]);
  });

  test("until nobody listens any more", async () => {
    const { emulator } = startHarbor();
    const { received, unsubscribe } = inbox(emulator);
    unsubscribe();
    emulator.create("contacts");
    await emulator.webhooks.settled();
    expect(received).toEqual([]);
  });
});

describe("an event that is not accepted", () => {
  test("is sent again after each wait, under the same id and with a fresh signature", async () => {
    const { emulator, clock } = startHarbor();
    const { received, secret } = inbox(emulator, { statuses: [500, 0, 429], retryDelaysMs: [5000, 60_000, 600_000] });
    const begun = clock.now();
    emulator.create("contacts");
    await emulator.webhooks.settled();
    expect(statuses(emulator)).toEqual([500, 0, 429, 200]);
    expect(emulator.webhooks.deliveries().map(({ attempt, at }) => [attempt, at - begun])).toEqual([
      [1, 0],
      [2, 5000],
      [3, 65_000],
      [4, 665_000],
    ]);
    expect(new Set(received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(received.map(({ headers }) => headers["webhook-signature"])).size).toBe(4);
    expect(secret).toMatch(/^whsec_/);
  });

  test("is given up after the last wait, and holds up no other", async () => {
    const { emulator } = startHarbor();
    const refused = new Set<string>();
    emulator.webhooks.subscribe({
      url: "https://product.example/hooks",
      retryDelaysMs: [1000, 1000],
      send: async (request) => {
        const { data } = (await request.json()) as { data: { name: string } };
        if (data.name === "Ada") refused.add(request.headers.get("webhook-id") ?? "");
        return new Response(null, { status: data.name === "Ada" ? 500 : 204 });
      },
    });
    for (const name of ["Ada", "Bob"]) emulator.create("contacts", { name });
    await emulator.webhooks.settled();
    const attempts = (isRefused: boolean) =>
      emulator.webhooks
        .deliveries()
        .filter(({ event }) => refused.has(event) === isRefused)
        .map(({ attempt, status }) => [attempt, status]);
    expect(attempts(true)).toEqual([
      [1, 500],
      [2, 500],
      [3, 500],
    ]);
    expect(attempts(false)).toEqual([[1, 204]]);
  });

  test("ends the subscription when the receiver says that it is gone", async () => {
    const { emulator } = startHarbor();
    inbox(emulator, { statuses: [410] });
    emulator.create("contacts");
    await emulator.webhooks.settled();
    emulator.create("contacts");
    await emulator.webhooks.settled();
    expect(statuses(emulator)).toEqual([410]);
  });
});

describe("an event can be asked for again", () => {
  test("and arrives under the id it had", async () => {
    const { emulator } = startHarbor();
    const { received } = inbox(emulator);
    emulator.create("contacts", { name: "Ada" });
    await emulator.webhooks.settled();
    const [{ event } = { event: "" }] = emulator.webhooks.deliveries();
    emulator.webhooks.resend(event);
    await emulator.webhooks.settled();
    expect(received.map(({ headers }) => headers["webhook-id"])).toEqual([event, event]);
    expect(received.map(bodyOf)).toEqual([
      bodyOf(received[0] ?? { headers: {}, body: "{}" }),
      bodyOf(received[0] ?? { headers: {}, body: "{}" }),
    ]);
  });

  test("unless it never happened", () => {
    const { emulator } = startHarbor();
    inbox(emulator);
    expect(() => emulator.webhooks.resend("msg_nothing")).toThrow(/deliveries\(\) lists/);
  });
});

describe("a secret of the receiver's own", () => {
  test.each([
    ["standard", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    ["github", "not base64!"],
  ] as const)("of style %s is used as it is: %s", (style, secret) => {
    expect(inbox(startHarbor().emulator, { style, secret }).secret).toBe(secret);
  });

  test.each([
    ["standard", "not base64!"],
    ["stripe", ""],
  ] as const)("of style %s that cannot sign is refused at once, without being told", (style, secret) => {
    const subscribe = () => inbox(startHarbor().emulator, { style, secret });
    expect(subscribe).toThrow(/^The secret for https:\/\/product\.example\/hooks is none of the style/);
    expect(subscribe).not.toThrow(/base64!/);
  });
});

test("ids and secrets are a matter of the seed", async () => {
  const idsOf = async (seed: number) => {
    const { emulator } = startHarbor({ seed });
    const { received, secret } = inbox(emulator);
    emulator.create("contacts");
    await emulator.webhooks.settled();
    return [secret, received[0]?.headers["webhook-id"]];
  };
  expect(await idsOf(3)).toEqual(await idsOf(3));
  expect(await idsOf(3)).not.toEqual(await idsOf(4));
});
