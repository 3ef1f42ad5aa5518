import { hash } from "../random.ts";
import { base64Of } from "./hmac.ts";
import type { WebhookStyle } from "./webhook-style.ts";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The id of the `n`-th event, as the style's vendors write them. */
export function eventId(style: WebhookStyle, n: number, seed: number): string {
  const letters = (length: number) =>
    Array.from({ length }, (_, index) => alphabet[hash(seed, "event", n, index) % alphabet.length]).join("");
  switch (style) {
    case "standard":
      return `msg_${letters(27)}`;
    case "stripe":
      return `evt_1${letters(23)}`;
    case "github":
      return uuid((index) => hash(seed, "event", n, index) & 255);
  }
}

/** A secret in the style's form. Fixed by the seed; it guards nothing but an emulator. */
export function webhookSecret(style: WebhookStyle, name: string, seed: number): string {
  const bytes = Uint8Array.from({ length: 24 }, (_, index) => hash(seed, "webhook secret", name, index) & 255);
  switch (style) {
    case "standard":
      return `whsec_${base64Of(bytes)}`;
    case "stripe":
      return `whsec_${base64Of(bytes).replaceAll(/[+/]/g, "x")}`;
    case "github":
      return base64Of(bytes);
  }
}

/** Can the style sign with this secret? Standard Webhooks writes the key in base64. */
export const isSecretOf = (style: WebhookStyle, secret: string): boolean =>
  style === "standard" ? /^(whsec_)?[A-Za-z0-9+/]{2,}={0,2}$/.test(secret) : secret !== "";

/** RFC 9562, version 4 by its form. */
function uuid(byteAt: (index: number) => number): string {
  const digits = Array.from({ length: 16 }, (_, index) => byteAt(index).toString(16).padStart(2, "0")).join("");
  const text = `${digits.slice(0, 12)}4${digits.slice(13, 16)}a${digits.slice(17)}`;
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
