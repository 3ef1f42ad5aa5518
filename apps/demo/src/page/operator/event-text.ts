import type { SyncEvent } from "@waybill/sync";

/** One event in a sentence. It names streams and counts, never values. */
export function eventText(event: SyncEvent): string {
  switch (event.kind) {
    case "records":
      return `${event.stream}: ${event.keys === undefined ? "many" : event.keys.length} records changed.`;
    case "quarantine":
      return `${event.stream}: records were kept aside, or no longer are.`;
    case "finished":
      return `${event.stream}: a ${event.receipt.kind} ended ${event.receipt.outcome}.`;
    case "drift":
      return `${event.stream}: ${event.findings.length} findings about the shape of its records.`;
    case "erased":
      return "Everything stored of the connection was erased.";
    case "missed":
      return "Too much happened at once to tell singly.";
  }
}
