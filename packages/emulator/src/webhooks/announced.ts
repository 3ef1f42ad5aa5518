import type { Json } from "@waybill/sync/connector";
import { copied, isArray } from "../document/pointer.ts";
import { keyOf } from "../records/edit.ts";
import type { RecordEdits } from "../state/edits.ts";
import type { Vendor } from "../state/vendor.ts";
import type { Effect } from "../stats.ts";
import { actions, type WebhookSource } from "./webhooks.ts";

/** A change that webhooks tell of, by the key of its record, which still holds it. */
export type Announce = (change: Pick<Effect, "stream" | "action"> & { readonly key: readonly Json[] }) => void;

/** Tells every receiver of a change, with the record as it is now. Without receivers nothing is looked up. */
export const announcer =
  (vendor: Vendor, webhooks: WebhookSource, now: () => number): Announce =>
  ({ stream, action, key }) => {
    const found = webhooks.isHeard() ? vendor.locate(stream, key) : undefined;
    if (found === undefined) return;
    const record = copied(found.entry.record());
    webhooks.happened({ at: now(), stream, action: actions[action], record });
  };

/** Changes by the vendor's own users are told of like those by requests. */
export function announced(edits: RecordEdits, vendor: Vendor, announce: Announce): RecordEdits {
  return {
    create(stream, fields, parent) {
      const record = edits.create(stream, fields, parent);
      announce({ stream, action: "create", key: keyOf(vendor.plan(stream), record) });
      return record;
    },
    update(stream, key, fields) {
      const record = edits.update(stream, key, fields);
      announce({ stream, action: "update", key: keyOf(vendor.plan(stream), record) });
      return record;
    },
    remove(stream, key) {
      announce({ stream, action: "delete", key: isArray(key) ? key : [key] });
      edits.remove(stream, key);
    },
  };
}
