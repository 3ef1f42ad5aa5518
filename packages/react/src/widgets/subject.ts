import type { StatusTarget, SyncSnapshot } from "@waybill/sync/status";

/** What a widget shows: a live target (connected), or a snapshot that the product gives it (presentational). */
export type Subject =
  | { readonly target: StatusTarget; readonly snapshot?: undefined }
  | {
      /** Undefined while there is none yet. */
      readonly snapshot: SyncSnapshot | undefined;
      readonly target?: undefined;
    };

type SubjectProp = "target" | "snapshot" | "names" | "expectedEveryMs";

/** A widget's props without those that say what it is about: what is left may go to an element. */
export function withoutSubject<P extends Partial<Record<SubjectProp, unknown>>>(props: P): Omit<P, SubjectProp> {
  const { target: _target, snapshot: _snapshot, names: _names, expectedEveryMs: _expectedEveryMs, ...rest } = props;
  return rest;
}
