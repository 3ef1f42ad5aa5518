import type { WebhookStyle } from "./webhook-style.ts";

/** Somebody who wants to know. */
export interface WebhookReceiver {
  /** What the requests are addressed to. */
  readonly url: string;
  /** Takes them, as `fetch` does: a product's own handler. Any 2xx is an acceptance, 410 ends the subscription. Default: the platform's `fetch`. */
  readonly send?: ((request: Request) => Promise<Response>) | undefined;
  /** Default `standard`. */
  readonly style?: WebhookStyle | undefined;
  /** Default: one made from the seed and the address, which `subscribe` returns. */
  readonly secret?: string | undefined;
  /** Only events of these streams. Default all. */
  readonly streams?: readonly string[] | undefined;
  /** Milliseconds to wait before each further attempt; after the last one an event is given up. Default {@link usualRetryDelaysMs}. */
  readonly retryDelaysMs?: readonly number[] | undefined;
}

/** Five seconds, five minutes, half an hour, two hours, five hours, ten hours: as Standard Webhooks proposes. */
export const usualRetryDelaysMs: readonly number[] = [5, 300, 1800, 7200, 18_000, 36_000].map(
  (seconds) => seconds * 1000,
);
