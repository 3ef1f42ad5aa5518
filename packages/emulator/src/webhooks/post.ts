import { systemSend, type EmulatorClock } from "../clock.ts";
import type { Struck } from "../faults/fault-board.ts";
import type { WebhookDelivery, WebhookEvent } from "./webhook-event.ts";
import { isSecretOf, webhookSecret } from "./webhook-ids.ts";
import { usualRetryDelaysMs, type WebhookReceiver } from "./webhook-receiver.ts";
import { webhookMessage, type WebhookStyle } from "./webhook-style.ts";

export interface PostOptions {
  readonly clock: EmulatorClock;
  /** The vendor's clock. */
  readonly now: () => number;
  readonly seed: number;
  readonly log: (delivery: WebhookDelivery) => void;
  /** Ends the subscription. */
  readonly end: () => void;
}

/** One receiver's post: first attempts in order, one after the other; retries beside them, as at real vendors, who promise no order. */
export class Post {
  readonly style: WebhookStyle;
  readonly secret: string;
  readonly #receiver: WebhookReceiver;
  readonly #options: PostOptions;
  readonly #retries = new Set<Promise<void>>();
  readonly #attempts = new Map<string, number>();
  #line: Promise<void> = Promise.resolve();
  #held: readonly WebhookEvent[] = [];

  constructor(receiver: WebhookReceiver, options: PostOptions) {
    this.#receiver = receiver;
    this.#options = options;
    this.style = receiver.style ?? "standard";
    this.secret = receiver.secret ?? webhookSecret(this.style, receiver.url, options.seed);
    if (!isSecretOf(this.style, this.secret))
      throw new TypeError(
        `The secret for ${receiver.url} is none of the style ${this.style}, so nothing could be signed. Give \`whsec_\` and base64, or leave it out.`,
      );
  }

  take(event: WebhookEvent, faults: Struck): void {
    if (this.#receiver.streams?.includes(event.stream) === false) return;
    if (faults.of("lost_webhooks") !== undefined) return this.#note(event, { attempt: 0, status: 0 });
    if (faults.of("reordered_webhooks") !== undefined) {
      this.#held = [...this.#held, event];
      return;
    }
    this.#queue(event);
    if (faults.of("duplicated_webhooks") !== undefined) this.#queue(event);
    this.#releaseHeld();
  }

  async settled(): Promise<void> {
    this.#releaseHeld();
    await this.#line;
    while (this.#retries.size > 0) await Promise.all(this.#retries);
  }

  #releaseHeld(): void {
    const held = this.#held;
    this.#held = [];
    for (const event of held) this.#queue(event);
  }

  #queue(event: WebhookEvent): void {
    this.#line = this.#inTurn(this.#line, event);
  }

  async #inTurn(before: Promise<void>, event: WebhookEvent): Promise<void> {
    await before;
    if (!(await this.#attempt(event))) this.#retryLater(event);
  }

  #retryLater(event: WebhookEvent): void {
    const retrying = this.#retry(event).finally(() => this.#retries.delete(retrying));
    this.#retries.add(retrying);
  }

  async #retry(event: WebhookEvent): Promise<void> {
    for (const delayMs of this.#receiver.retryDelaysMs ?? usualRetryDelaysMs) {
      await this.#options.clock.sleep(delayMs);
      if (await this.#attempt(event)) return;
    }
  }

  /** Is the event settled, one way or the other? */
  async #attempt(event: WebhookEvent): Promise<boolean> {
    const { now, end } = this.#options;
    const attempt = (this.#attempts.get(event.id) ?? 0) + 1;
    this.#attempts.set(event.id, attempt);
    const message = await webhookMessage(event, { style: this.style, secret: this.secret, now: now() });
    const status = await statusOf(this.#receiver, message);
    this.#note(event, { attempt, status });
    if (status === 410) end();
    return status === 410 || (status >= 200 && status < 300);
  }

  #note({ id, stream, action }: WebhookEvent, { attempt, status }: { attempt: number; status: number }): void {
    this.#options.log({ event: id, url: this.#receiver.url, stream, action, attempt, at: this.#options.now(), status });
  }
}

/** 0 when the receiver cannot be reached: that is an outcome, and the retries' business. */
async function statusOf(
  { url, send = systemSend }: WebhookReceiver,
  { headers, body }: { headers: Readonly<Record<string, string>>; body: string },
): Promise<number> {
  try {
    const response = await send(new Request(url, { method: "POST", headers, body }));
    await response.body?.cancel();
    return response.status;
  } catch {
    return 0;
  }
}
