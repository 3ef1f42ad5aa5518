import type { Json } from "@waybill/sync/connector";

/** Something that happened at the vendor's, as its webhooks tell it. */
export interface WebhookEvent {
  /** The same in every attempt and every copy: what receivers deduplicate by. */
  readonly id: string;
  /** Epoch milliseconds at which it happened. */
  readonly at: number;
  readonly stream: string;
  readonly action: "created" | "updated" | "deleted";
  /** The record as it was then; of a deleted one as it was last. */
  readonly record: Json;
}

/** One attempt to hand an event over. */
export interface WebhookDelivery {
  readonly event: string;
  readonly url: string;
  readonly stream: string;
  readonly action: WebhookEvent["action"];
  /** Counts from 1 for each event and receiver; 0 for an event that a fault lost. */
  readonly attempt: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** What the receiver answered; 0 when it could not be reached, or never was. */
  readonly status: number;
}
