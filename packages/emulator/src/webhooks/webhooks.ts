import type { EmulatorClock } from "../clock.ts";
import type { FaultSource, Struck } from "../faults/fault-board.ts";
import { Post } from "./post.ts";
import type { WebhookDelivery, WebhookEvent } from "./webhook-event.ts";
import { eventId } from "./webhook-ids.ts";
import type { WebhookReceiver } from "./webhook-receiver.ts";

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

/** What a change of a record is called. */
export const actions: Readonly<Record<"create" | "update" | "delete", WebhookEvent["action"]>> = {
  create: "created",
  update: "updated",
  delete: "deleted",
};
