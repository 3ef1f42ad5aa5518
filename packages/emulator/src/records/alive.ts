import type { Json } from "@waybill/sync/connector";

/** What a state is called in which nothing is left of a record. Archived, inactive and expired ones are still there. */
const gone = /^(soft[-_ ]?)?(deleted|removed|purged|destroyed|trashed)$/i;

/** `deleted`, `isDeleted`, `deleted_at`, `removedOn`, `date_delete`: members that only say something of a record that is gone. */
const farewell =
  /^(is_?|was_?)?(deleted|removed|purged|destroyed|trashed)(_?(at|on|date|time|datetime|timestamp))?$|^date_?deleted?$/i;

/** The states that a record which exists can be in; all of them where every one says that it is gone. */
export function livingStates(states: readonly Json[]): readonly Json[] {
  const living = states.filter((state) => typeof state !== "string" || !gone.test(state));
  return living.length > 0 ? living : states;
}

/** Whether a member of this name would say that its record is gone. */
export function isFarewell(name: string): boolean {
  return farewell.test(name);
}
