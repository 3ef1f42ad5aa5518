import { FailureError, isFailureError } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { type Check, flag, object, text } from "../status-http/check.ts";
import { readFailure } from "../status-http/read-failure.ts";

/** An error as it crosses a port: structured cloning keeps neither a failure nor a name that is not the platform's. */
interface SentError {
  readonly name: string;
  readonly message: string;
  /** Of a FailureError, which it is again on the other side. */
  readonly failure?: Failure | undefined;
  /** A DOMException, as aborts and timeouts are. */
  readonly platform?: boolean | undefined;
}

/** Anything that is passed on. */
export type Sent = { readonly value: unknown } | { readonly error: SentError };

export function sent(value: unknown): Sent {
  if (!(value instanceof Error)) return { value };
  const { name, message }: { readonly name: unknown; readonly message: unknown } = value;
  const platform = value instanceof DOMException;
  const error = { name: textOr("Error", name), message: textOr("An error without a message.", message), platform };
  return { error: { ...error, ...(isFailureError(value) && { failure: value.failure }) } };
}

/** Whoever makes an error can give it anything for a name or a message, and the other side takes text alone. */
function textOr(otherwise: string, given: unknown): string {
  return typeof given === "string" ? given : otherwise;
}

/** What was thrown, as an error in any case: something else may be anything, also what cannot be copied, and whoever waits must be told. */
export function thrown(reason: unknown): Sent {
  return sent(
    reason instanceof Error ? reason : new Error(`Something was thrown that is no error but of type ${typeof reason}.`),
  );
}

export function received(from: Sent): unknown {
  if ("value" in from) return from.value;
  const { name, message, failure, platform } = from.error;
  if (failure !== undefined) return new FailureError(failure);
  return platform === true ? new DOMException(message, name) : Object.assign(new Error(message), { name });
}

const readError = object<Pick<SentError, "name" | "message">, Pick<SentError, "failure" | "platform">>(
  { name: text, message: text },
  { failure: readFailure, platform: flag },
);

export const readSent: Check<Sent> = (from) => {
  if (typeof from !== "object" || from === null) return undefined;
  if (Object.hasOwn(from, "value")) return { value: Reflect.get(from, "value") };
  const error = readError(Reflect.get(from, "error"));
  return error === undefined ? undefined : { error };
};
