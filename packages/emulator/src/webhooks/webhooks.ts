import { systemSend, type EmulatorClock } from "../clock.ts";
import type { FaultSource, Struck } from "../faults/fault-board.ts";
import type { WebhookDelivery, WebhookEvent } from "./webhook-event.ts";
import { eventId, webhookSecret } from "./webhook-ids.ts";
import { webhookMessage, type WebhookStyle } from "./webhook-style.ts";

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

export interface Subscription {
  /** What the receiver verifies by. */
  readonly secret: string;
  readonly unsubscribe: () => void;
}

/** The vendor's webhooks: every change of a record, whoever made it, goes out to every receiver in the order of the changes. */
export interface Webhooks {
  subscribe(receiver: WebhookReceiver): Subscription;
  /** Sends an event once more to everybody, as a person does from a vendor's dashboard. */
  resend(event: string): void;
  /** Resolves when nothing is under way any more, retries included. Events that were held back go out first. */
  settled(): Promise<void>;
  /** Every attempt, in order. */
  deliveries(): readonly WebhookDelivery[];
}

export interface WebhookSource extends Webhooks {
  readonly isHeard: () => boolean;
  happened(change: Omit<WebhookEvent, "id">): void;
}

export interface WebhooksOptions {
  readonly clock: EmulatorClock;
  /** The vendor's clock. */
  readonly now: () => number;
  readonly seed: number;
  readonly faults: FaultSource;
}

export function webhooks(options: WebhooksOptions): WebhookSource {
  const posts = new Set<Post>();
  const deliveries: WebhookDelivery[] = [];
  const events: Omit<WebhookEvent, "id">[] = [];
  const emit = (n: number, faults: Struck): void => {
    const change = events[n];
    if (change === undefined) return;
    for (const post of posts) post.take({ ...change, id: eventId(post.style, n, options.seed) }, faults);
  };
  return {
    subscribe(receiver) {
      const post = new Post(receiver, {
        ...options,
        log: (delivery) => deliveries.push(delivery),
        end: () => posts.delete(post),
      });
      posts.add(post);
      return { secret: post.secret, unsubscribe: () => void posts.delete(post) };
    },
    resend(event) {
      const n = events.findIndex((_, index) =>
        [...posts].some(({ style }) => eventId(style, index, options.seed) === event),
      );
      if (n < 0) throw new Error(`No event ${JSON.stringify(event)} happened; deliveries() lists those that did.`);
      emit(n, unhindered);
    },
    async settled() {
      for (const post of posts) await post.settled();
    },
    deliveries: () => [...deliveries],
    isHeard: () => posts.size > 0,
    happened(change) {
      events.push(change);
      const subject = {
        stream: change.stream,
        operation: undefined,
        kind: "webhook",
        now: change.at,
        page: () => undefined,
      };
      emit(events.length - 1, options.faults.meet(subject));
    },
  };
}

const unhindered: Struck = { of: () => undefined };

interface PostOptions extends WebhooksOptions {
  readonly log: (delivery: WebhookDelivery) => void;
  /** Ends the subscription. */
  readonly end: () => void;
}

/** One receiver's post: first attempts in order, one after the other; retries beside them, as at real vendors, who promise no order. */
class Post {
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

/** What a change of a record is called. */
export const actions: Readonly<Record<"create" | "update" | "delete", WebhookEvent["action"]>> = {
  create: "created",
  update: "updated",
  delete: "deleted",
};
