import { FailureError, failure } from "../failure.ts";

/** What whoever asks a transport that was disposed is told. */
export function disposed(): FailureError {
  return new FailureError(
    failure("aborted", {
      message:
        "The transport, or the engine around it, was disposed, so the answer is not there. Make a new one for further calls.",
    }),
  );
}
