import { Stripe } from "stripe";
import type { ThirdParty } from "./third-party.ts";

/** Stripe's own client: it signs by itself, makes its own idempotency keys, and takes no signal. */
export const withStripe: ThirdParty = {
  name: "stripe",
  ends: "with the transport",
  unanswered: undefined,
  connect(origin, fetch) {
    const { hostname: host, port } = new URL(origin);
    const stripe = new Stripe("sk_test_of_nobody", {
      host,
      port,
      protocol: "http",
      httpClient: Stripe.createFetchHttpClient(fetch),
      maxNetworkRetries: 0,
      telemetry: false,
    });
    return {
      list: async () => (await stripe.customers.list({ limit: 1 })).data.map(({ id }) => id),
      listAll: async () =>
        (await stripe.customers.list({ limit: 1 }).autoPagingToArray({ limit: 100 })).map(({ id }) => id),
      create: async (name) => (await stripe.customers.create({ name })).id,
      async missing() {
        return this.read(await stripe.customers.retrieve("cus_none").catch((error: unknown) => error));
      },
      read: (error) => ({
        status: error instanceof Stripe.errors.StripeError ? error.statusCode : undefined,
        message: error instanceof Error ? error.message : String(error),
      }),
    };
  },
  answer({ method, url = "" }, origin) {
    const customer = (id: string) => ({ id, object: "customer" });
    if (method === "POST") return { status: 200, body: customer("cus_new") };
    if (url.endsWith("/cus_none"))
      return {
        status: 404,
        body: { error: { type: "invalid_request_error", code: "resource_missing", message: "No such customer." } },
      };
    const after = new URL(url, origin).searchParams.get("starting_after") ?? "cus_0";
    const next = Number(after.slice("cus_".length)) + 1;
    return {
      status: 200,
      body: { object: "list", url: "/v1/customers", data: [customer(`cus_${next}`)], has_more: next < 3 },
    };
  },
};
