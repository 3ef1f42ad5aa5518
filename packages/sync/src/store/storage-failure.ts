import { failure, FailureError } from "@waybill/transport";
import type { FailureAction } from "@waybill/transport";

/** A failure of storage that another try may heal: the platform lost the connection, the disk is full. */
export function storageFailure(message: string, cause?: unknown): FailureError {
  return new FailureError(failure("storage", { message, cause }), { cause });
}

/** A failure of storage that no retry heals: a row that cannot be read, a format of another version. `action`: what does. */
export function storageDamaged(message: string, cause?: unknown, action: FailureAction = "report"): FailureError {
  const details = { message, cause, retryable: false, action };
  return new FailureError(failure("storage", details), { cause });
}

/** What every call answers after `close()`. */
export function storeClosed(): FailureError {
  return storageDamaged("The store was closed, so nothing was read or written. Open it again.");
}

/** A batch that breaks the contract: a defect of the caller, found before anything was written. */
export function batchRefused(message: string): FailureError {
  return new FailureError(failure("internal", { message: `Nothing was committed: ${message}` }));
}

/** A defect of the caller: a value that no store keeps. */
export function unstorable(cause?: unknown): FailureError {
  return storageDamaged("Nothing was committed: the batch holds what cannot be stored, such as a function.", cause);
}
