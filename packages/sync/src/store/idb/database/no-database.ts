import { FailureError, failure } from "@waybill/transport";

/** The browser refuses a database, so none was ever filled here: going on in memory hides nothing that is stored. */
export class NoDatabase extends FailureError {
  constructor(cause?: unknown) {
    const message = "This browser window gives no database (IndexedDB), so nothing is kept after it closes.";
    super(failure("storage", { message, cause }), { cause });
  }
}
