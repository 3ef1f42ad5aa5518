import { failure, isFailureError } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import type { ActionOutcome, StatusSource, SyncAction } from "./source.ts";

/** Keys are remembered for as long as a double click or a repeated request can take. */
const remembered = 1000;

type Act = (action: SyncAction) => Promise<"accepted" | "joined">;

/** Does what a person asked for once per key: a key that was used answers as it did before. */
export function createActions(subject: (connection: string) => { readonly act: Act } | undefined): StatusSource["act"] {
  const answers = new Map<string, Promise<ActionOutcome>>();
  return (action, key) => {
    const before = answers.get(key);
    if (before !== undefined) return before;
    const answer = perform(subject(action.target.connection)?.act, action);
    answers.set(key, answer);
    const [oldest] = answers.keys();
    if (answers.size > remembered && oldest !== undefined) answers.delete(oldest);
    return answer;
  };
}

async function perform(act: Act | undefined, action: SyncAction): Promise<ActionOutcome> {
  if (act === undefined) return rejected(unknown(action.target.connection));
  try {
    return { state: await act(action) };
  } catch (error) {
    return rejected(isFailureError(error) ? error.failure : broken(error));
  }
}

function rejected(reason: Failure): ActionOutcome {
  return { state: "rejected", failure: reason };
}

function unknown(connection: string): Failure {
  const message = `No connection "${connection}" is open in this engine, so nothing was done. Open it first.`;
  return failure("not_found", { message });
}

function broken(cause: unknown): Failure {
  return failure("internal", {
    message: "The action ended with an error of our own; nothing was changed by it.",
    cause,
  });
}
