import { ConfigError } from "../config/config-error.ts";
import { DocumentError } from "../load/read/document-error.ts";

/** Errors that say what happened and what to do; any other one is ours, and its stack belongs to it. */
export function isExplained(error: unknown): error is ConfigError | DocumentError {
  return error instanceof DocumentError || error instanceof ConfigError;
}
