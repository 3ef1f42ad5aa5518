import { failure, FailureError, isFailureError } from "@waybill/transport";
import { storeFormat } from "./schema.ts";
import { batchRefused, storageDamaged, storageFailure, unstorable } from "../../storage-failure.ts";

/** What an error of IndexedDB means to a caller. A failure of our own passes through. */
export function asFailure(error: unknown): FailureError {
  if (isFailureError(error)) return error;
  switch (nameOf(error)) {
    case "QuotaExceededError":
      return storageFull(error);
    case "VersionError":
      return storageDamaged(
        "The store on this device was written by a newer version of this product. Reload the page to get it.",
        error,
        "reload",
      );
    case "DataCloneError":
      return unstorable(error);
    case "ConstraintError":
      return batchRefused("a receipt with its id exists, and receipts never change.");
    case "NotReadableError":
    case "DataError":
      return storageDamaged(
        "A stored row cannot be read back, and nothing was changed. Erase the connection and sync it anew.",
        error,
      );
    default:
      return storageFailure(
        "The browser's storage did not carry out a read or a commit, and nothing was changed. Try again.",
        error,
      );
  }
}

/** True when the browser gives a page no database on principle: a sandboxed frame, some private windows, blocked site data. A defect is no refusal. */
export function isRefusal(error: unknown): boolean {
  // Chromium calls site data that a person blocks "UnknownError", as it does defects: only the words tell.
  if (nameOf(error) === "UnknownError") return /denied permission/.test(String(error));
  return ["SecurityError", "InvalidStateError", "NotSupportedError", "NotAllowedError"].includes(nameOf(error));
}

/** A database of an earlier version stays as it was. */
export function notUpgraded(error: unknown): FailureError {
  if (isFailureError(error)) return error;
  if (nameOf(error) === "QuotaExceededError") return storageFull(error);
  return storageFailure(
    "The store on this device was written by an earlier version and could not be brought to this one. It was left as it was. " +
      "Reload the page to try again.",
    error,
  );
}

export function otherFormat(format: unknown): string {
  return (
    `The store on this device has format ${String(format)}, and this version reads format ${storeFormat}. Nothing was changed; use the version that ` +
    "wrote it, or delete the store."
  );
}

/** True when the connection itself is gone, so that the next call has to open another. */
export function connectionLost(error: unknown): boolean {
  return ["InvalidStateError", "UnknownError", "AbortError"].includes(nameOf(error));
}

function storageFull(cause: unknown): FailureError {
  const message =
    "The browser's storage for this site is full, so nothing of this commit was kept. What was stored before is still there. " +
    "Free some space on the device, then try again.";
  return new FailureError(failure("storage", { message, cause, action: "fix" }), { cause });
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : "";
}
