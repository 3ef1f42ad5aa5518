import type { PluralForms } from "@waybill/react";
import { heading } from "../heading.ts";

/** Streams and fields of the vendors that this product knows. */
export type KnownStream =
  | "contacts"
  | "companies"
  | "deals"
  | "activities"
  | "customers"
  | "subscriptions"
  | "invoices"
  | "payments"
  | "tickets"
  | "comments"
  | "agents"
  | "tags";

export type KnownField =
  | "full_name"
  | "name"
  | "subject"
  | "description"
  | "job_title"
  | "lifecycle_stage"
  | "lead_score"
  | "industry"
  | "employee_count"
  | "account_tier"
  | "stage"
  | "type"
  | "status"
  | "tax_status"
  | "priority"
  | "method"
  | "number"
  | "amount"
  | "balance"
  | "total"
  | "currency"
  | "close_on"
  | "due_on"
  | "created"
  | "created_at"
  | "updated_at";

/** The records of one stream: as a heading, and as a noun that is counted. */
export type Noun = PluralForms & { readonly heading: string };

/** What known streams and fields are called in one language. */
export interface Terms {
  readonly streams: Readonly<Record<KnownStream, Noun>>;
  readonly fields: Readonly<Record<KnownField, string>>;
}

/** A stream's heading. What no product could know keeps the name that its vendor gave it. */
export function streamName({ streams }: Terms, stream: string): string {
  return nounOf({ streams }, stream)?.heading ?? heading(stream);
}

/** The noun of a stream's records; absent where only the vendor's own word is known, of which nobody knows the plural. */
export function nounOf({ streams }: Pick<Terms, "streams">, stream: string): Noun | undefined {
  const known: Readonly<Record<string, Noun | undefined>> = streams;
  return Object.hasOwn(known, stream) ? known[stream] : undefined;
}

/** A field's heading, by its pointer. */
export function fieldName({ fields }: Pick<Terms, "fields">, pointer: string): string {
  const known: Readonly<Record<string, string | undefined>> = fields;
  const field = pointer.slice(1);
  return (Object.hasOwn(known, field) ? known[field] : undefined) ?? heading(pointer);
}
