/** What went wrong, in one vocabulary for transport, engine, receipts and widgets. Nothing else decides what an outcome means. */

import { stated } from "./stated.ts";

/** Every kind of failure. The last five are raised by the sync engine, through the same constructor. */
export type FailureCode =
  | "offline"
  | "network"
  | "timeout"
  | "aborted"
  | "rate_limited"
  | "unavailable"
  | "circuit_open"
  | "unauthorized"
  | "forbidden"
  | "payment_required"
  | "not_found"
  | "gone"
  | "conflict"
  | "invalid"
  | "too_large"
  | "internal"
  | "contract"
  | "pagination_loop"
  | "storage"
  | "superseded"
  | "wrong_account";

/** Whose move it is: our code, the vendor, the customer, or the network between. */
export type FailureOrigin = "us" | "provider" | "customer" | "network";

/** What makes it better. `none`: nothing needs doing. `reload`: loading the page anew, which gets the product's newer version. `report`: only a developer can. */
export type FailureAction = "none" | "wait" | "reconnect" | "grant" | "upgrade" | "fix" | "reload" | "report";

/** The thrown thing behind a failure, reduced to what is safe to store, clone and print. */
export interface FailureCause {
  readonly name: string;
  readonly message: string;
  readonly code?: string | undefined;
}

/** A classified error. A plain, structured-cloneable value without secrets: it goes into stores, receipts and to screens. */
export interface Failure {
  readonly code: FailureCode;
  readonly origin: FailureOrigin;
  /** Whether the same request may succeed later without anybody changing anything. */
  readonly retryable: boolean;
  /** Earliest useful time of the next try, in epoch milliseconds, when somebody named one. */
  readonly retryAt?: number | undefined;
  readonly action: FailureAction;
  /** For developers and logs: what happened and why it matters. Never shown to a customer as it is. */
  readonly message: string;
  /** HTTP status, when there was an answer. */
  readonly status?: number | undefined;
  /** The vendor's own request id, when it sent one. */
  readonly requestId?: string | undefined;
  /** OAuth scope that the vendor named as missing (`forbidden` only). */
  readonly scope?: string | undefined;
  readonly cause?: FailureCause | undefined;
  /** How long the vendor asked to wait, in milliseconds, when it did. */
  readonly retryAfterMs?: number | undefined;
  /** Requests that went out for this call, when it was sent through a transport. */
  readonly attempts?: number | undefined;
  /** Why the transport stopped trying although the failure is retryable. */
  readonly gaveUp?: GaveUp | undefined;
}

/**
 * Why no further try was made. `attempts`: all were spent; `budget`: the client's retry budget is empty; `deadline`: the wait would outlast the call;
 * `cap`: the vendor asked for a longer wait than the call accepts; `queue`: too many calls are waiting already.
 */
export type GaveUp = "attempts" | "budget" | "deadline" | "cap" | "queue";

type FailureDefaults = Pick<Failure, "origin" | "retryable" | "action">;

/** What each code means unless the occurrence says otherwise. Complete by type: a new code does not compile without its row. */
export const failureDefaults: Readonly<Record<FailureCode, FailureDefaults>> = Object.freeze({
  offline: { origin: "network", retryable: true, action: "wait" },
  network: { origin: "network", retryable: true, action: "wait" },
  timeout: { origin: "provider", retryable: true, action: "wait" },
  aborted: { origin: "us", retryable: false, action: "none" },
  rate_limited: { origin: "provider", retryable: true, action: "wait" },
  unavailable: { origin: "provider", retryable: true, action: "wait" },
  circuit_open: { origin: "provider", retryable: true, action: "wait" },
  unauthorized: { origin: "customer", retryable: false, action: "reconnect" },
  forbidden: { origin: "customer", retryable: false, action: "grant" },
  payment_required: { origin: "customer", retryable: false, action: "upgrade" },
  not_found: { origin: "provider", retryable: false, action: "report" },
  gone: { origin: "provider", retryable: false, action: "report" },
  conflict: { origin: "customer", retryable: false, action: "fix" },
  invalid: { origin: "us", retryable: false, action: "report" },
  too_large: { origin: "us", retryable: false, action: "report" },
  internal: { origin: "us", retryable: false, action: "report" },
  contract: { origin: "provider", retryable: false, action: "report" },
  pagination_loop: { origin: "provider", retryable: false, action: "report" },
  storage: { origin: "us", retryable: true, action: "wait" },
  superseded: { origin: "us", retryable: false, action: "none" },
  wrong_account: { origin: "customer", retryable: false, action: "reconnect" },
});

/** What an occurrence may add to, or change of, its code's defaults. */
export type FailureDetails = Partial<Omit<Failure, "code" | "cause">> & {
  readonly message: string;
  readonly cause?: unknown;
};

/** The one constructor of failures: the code's defaults, then the details of this occurrence. */
export function failure(code: FailureCode, details: FailureDetails): Failure {
  return { code, ...failureDefaults[code], ...stated({ ...details, cause: describeCause(details.cause) }) };
}

function describeCause(cause: unknown): FailureCause | undefined {
  if (cause === undefined) return undefined;
  if (!(cause instanceof Error)) return { name: "NonError", message: typeof cause === "string" ? cause : typeof cause };
  // Node says in the cause of its own error what happened (`ECONNREFUSED`, `CERT_HAS_EXPIRED`).
  const { code }: { code?: unknown } = Object("code" in cause ? cause : cause.cause);
  return stated({ name: cause.name, message: cause.message, code: typeof code === "string" ? code : undefined });
}

const brand = "waybill.failure";

/** The only error that Waybill throws on purpose: a failure that travels by `throw`. */
export class FailureError extends Error {
  override readonly name = "FailureError" as const;
  readonly failure: Failure;
  /** Lets {@link isFailureError} recognise errors of another copy of this package. */
  readonly brand: string = brand;
  /** Private, so that printing the error never prints a header of the answer. */
  readonly #response: Response | undefined;

  constructor(value: Failure, options?: ErrorOptions & { readonly response?: Response | undefined }) {
    super(value.message, options);
    this.failure = value;
    this.#response = options?.response;
  }

  /** The answer behind the failure, its body unread, when there was one. */
  get response(): Response | undefined {
    return this.#response;
  }

  get code(): FailureCode {
    return this.failure.code;
  }

  get retryable(): boolean {
    return this.failure.retryable;
  }
}

/** True for a {@link FailureError}, also one made by another copy of this package. */
export function isFailureError(value: unknown): value is FailureError {
  return value instanceof Error && Reflect.get(value, "brand") === brand;
}
