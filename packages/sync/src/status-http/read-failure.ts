import type { Failure, FailureCause } from "@waybill/transport";
import { type Check, flag, number, object, text, word } from "./check.ts";

const readCause = object<Pick<FailureCause, "name" | "message">, Pick<FailureCause, "code">>(
  { name: text, message: text },
  { code: text },
);

type FailureMusts = Pick<Failure, "code" | "origin" | "retryable" | "action" | "message">;

export const readFailure: Check<Failure> = object<FailureMusts, Omit<Failure, keyof FailureMusts>>(
  { code: word(), origin: word(), retryable: flag, action: word(), message: text },
  {
    retryAt: number,
    status: number,
    requestId: text,
    scope: text,
    cause: readCause,
    retryAfterMs: number,
    attempts: number,
    gaveUp: word(),
  },
);
