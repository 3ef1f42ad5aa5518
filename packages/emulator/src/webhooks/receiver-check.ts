import { isSecretOf } from "./webhook-ids.ts";
import type { WebhookStyle } from "./webhook-style.ts";

/** A receiver as data: its address, and how it is spoken to. */
export interface ReceiverData {
  readonly url: string;
  readonly style?: WebhookStyle | undefined;
  readonly secret?: string | undefined;
  readonly streams?: readonly string[] | undefined;
}

const styles = ["standard", "github", "stripe"];

const checks: Readonly<
  Record<keyof ReceiverData, { readonly expected: string; accepts: (value: unknown) => boolean }>
> = {
  url: { expected: "an http or https address", accepts: isAddress },
  style: { expected: `one of ${styles.join(", ")}`, accepts: (value) => styles.some((style) => style === value) },
  secret: { expected: "text", accepts: (value) => typeof value === "string" },
  streams: {
    expected: "a list of names",
    accepts: (value) => Array.isArray(value) && value.every((each) => typeof each === "string"),
  },
};

/** What is wrong with a receiver that came from outside; nothing when it is one. */
export function receiverProblems(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return ["A receiver is an object: { url, style, secret, streams }."];
  const wrong = Object.entries(checks).flatMap(([name, { expected, accepts }]) => {
    const member: unknown = Reflect.get(value, name);
    return accepts(member) || (member === undefined && name !== "url") ? [] : [`${name} is ${expected}.`];
  });
  return wrong.length > 0 || canSign(value) ? wrong : ["secret is base64, after `whsec_`, in the standard style."];
}

/** Of members that are right one by one: do style and secret go together? */
function canSign({ style = "standard", secret }: Partial<ReceiverData>): boolean {
  return secret === undefined || isSecretOf(style, secret);
}

export function isReceiver(value: unknown): value is ReceiverData {
  return receiverProblems(value).length === 0;
}

function isAddress(value: unknown): boolean {
  return typeof value === "string" && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
