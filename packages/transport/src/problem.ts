import { answered } from "./outcome/answered.ts";
import { readLimited } from "./body/read-limited.ts";
import { classify } from "./outcome/classify.ts";
import type { ClassifyContext } from "./outcome/classify.ts";
import { failure } from "./failure.ts";
import type { Failure, FailureCode } from "./failure.ts";
import { stated } from "./stated.ts";

/** Problem Details (RFC 9457). Members that the standard does not know are kept. */
export interface Problem {
  /** A URI that names the kind of problem. `about:blank` when the vendor gave none: the status says it all. */
  readonly type: string;
  readonly title?: string | undefined;
  readonly status?: number | undefined;
  readonly detail?: string | undefined;
  readonly instance?: string | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** A failed answer with what its body says. */
export interface FailureReport {
  readonly failure: Failure;
  /** Present for `application/problem+json`. */
  readonly problem?: Problem | undefined;
  /** The parsed body of any JSON answer. */
  readonly json?: unknown;
  /** The body as it came; absent when it was longer than the limit or there was none. May hold personal data: not for logs. */
  readonly text?: string | undefined;
}

/** How a failed answer is read. */
export interface ReadFailureOptions extends ClassifyContext {
  /** Longer bodies are dropped unread. Bytes; default 1,048,576. */
  readonly maxBytes?: number | undefined;
  /** How this vendor says what went wrong in a body, also one with status 200. Undefined: nothing did, or the status says it. */
  readonly envelope?: ((json: unknown) => FailureCode | undefined) | undefined;
}

/** Problem types of the RateLimit draft, by the last part of their URI. */
const problemCodes: Readonly<Record<string, FailureCode>> = {
  "quota-exceeded": "rate_limited",
  "temporary-reduced-capacity": "unavailable",
  "abnormal-usage-detected": "rate_limited",
};

/** Classifies an answer by its status and its body. A body that is no JSON, or does not end, still gives the failure that its status means. */
export async function readFailure(response: Response, options: ReadFailureOptions = {}): Promise<FailureReport> {
  const base = classify(response, options);
  const bytes = await readLimited(response, options.maxBytes ?? 1_048_576).catch(() => undefined);
  if (bytes === undefined || bytes.byteLength === 0) return { failure: base };
  const text = new TextDecoder().decode(bytes);
  const type = response.headers.get("content-type") ?? "";
  const json = /^[^;]*[/+]json\s*(;|$)/i.test(type) ? parsed(text) : undefined;
  if (json === undefined) return { failure: base, text };
  const problem = /^application\/problem\+json\s*(;|$)/i.test(type) ? problemOf(json) : undefined;
  return { failure: renamed(base, options.envelope?.(json) ?? problemCode(problem)), problem, json, text };
}

function problemCode(problem: Problem | undefined): FailureCode | undefined {
  return problemCodes[problem?.type.split(/[#/:]/).at(-1) ?? ""];
}

function renamed(base: Failure, code: FailureCode | undefined): Failure {
  if (code === undefined || code === base.code) return base;
  return failure(code, { ...kept(base), message: answered(base.status ?? 0, code) });
}

/** What stays true when the body names another code than the status. */
function kept({ status, requestId, retryAt, retryAfterMs }: Failure): Partial<Failure> {
  return stated({ status, requestId, retryAt, retryAfterMs });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RFC 9457 section 3.1: a member of the wrong type is ignored. */
function problemOf(json: unknown): Problem | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  const { type, title, status, detail, instance, ...extensions }: Readonly<Record<string, unknown>> = { ...json };
  return {
    type: string(type) ?? "about:blank",
    title: string(title),
    status: typeof status === "number" ? status : undefined,
    detail: string(detail),
    instance: string(instance),
    extensions,
  };
}

function string(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
