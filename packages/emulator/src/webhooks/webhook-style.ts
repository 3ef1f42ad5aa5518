import type { Json } from "@waybill/sync/connector";
import { singular } from "../records/names.ts";
import { base64Of, hexOf, hmacSha256, utf8 } from "./hmac.ts";
import type { WebhookEvent } from "./webhook-event.ts";

/** `standard`: Standard Webhooks 1.0 · `github`: `X-Hub-Signature-256` · `stripe`: `Stripe-Signature` with a timestamp. */
export type WebhookStyle = "standard" | "github" | "stripe";

/** A signed message, ready to be sent. */
export interface WebhookMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Writes an event in a style and signs it. `now`: epoch milliseconds of the attempt, which the signature covers where the style has a timestamp. */
export async function webhookMessage(
  event: WebhookEvent,
  { style, secret, now }: { style: WebhookStyle; secret: string; now: number },
): Promise<WebhookMessage> {
  const body = JSON.stringify(bodies[style](event));
  const seconds = Math.floor(now / 1000);
  return {
    headers: { "content-type": "application/json", ...(await signed[style]({ event, body, secret, seconds })) },
    body,
  };
}

interface Signing {
  readonly event: WebhookEvent;
  readonly body: string;
  readonly secret: string;
  readonly seconds: number;
}

const signed: Readonly<Record<WebhookStyle, (signing: Signing) => Promise<Readonly<Record<string, string>>>>> = {
  /** The secret is base64 after `whsec_`; signed are id, timestamp and body. */
  async standard({ event, body, secret, seconds }) {
    const key = Uint8Array.from(atob(secret.replace(/^whsec_/, "")), (char) => char.charCodeAt(0));
    const signature = await hmacSha256(key, `${event.id}.${seconds}.${body}`);
    return {
      "webhook-id": event.id,
      "webhook-timestamp": `${seconds}`,
      "webhook-signature": `v1,${base64Of(signature)}`,
    };
  },
  async github({ event, body, secret }) {
    return {
      "x-github-delivery": event.id,
      "x-github-event": singular(event.stream),
      "x-hub-signature-256": `sha256=${hexOf(await hmacSha256(utf8(secret), body))}`,
    };
  },
  async stripe({ body, secret, seconds }) {
    return { "stripe-signature": `t=${seconds},v1=${hexOf(await hmacSha256(utf8(secret), `${seconds}.${body}`))}` };
  },
};

const typeOf = ({ stream, action }: WebhookEvent): string => `${singular(stream)}.${action}`;

const bodies: Readonly<Record<WebhookStyle, (event: WebhookEvent) => Json>> = {
  standard: (event) => ({ type: typeOf(event), timestamp: new Date(event.at).toISOString(), data: event.record }),
  github: (event) => ({ action: event.action, [singular(event.stream)]: event.record }),
  stripe: (event) => ({
    id: event.id,
    object: "event",
    api_version: null,
    created: Math.floor(event.at / 1000),
    data: { object: event.record },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: typeOf(event),
  }),
};
