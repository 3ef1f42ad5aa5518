import { vendorRequestId } from "../outcome/failure-of.ts";
import { isFailureError } from "../failure.ts";
import type { HealthBook } from "../events/health.ts";
import type { Layer } from "../layer.ts";
import type { Outgoing } from "../call/outgoing.ts";
import type { LimitWindow } from "../policy/limits/limit-window.ts";
import { stated } from "../stated.ts";

/** What events may show of requests and answers; names of headers in lower case. Nothing that is not listed is shown. */
export interface ObserveOptions {
  /** Shown as `request.<name>`. Default none. */
  readonly requestHeaders?: readonly string[] | undefined;
  /** Shown as `response.<name>`. Default none. */
  readonly responseHeaders?: readonly string[] | undefined;
  /** Parameters of the address, shown as `query.<name>`. Default none. */
  readonly query?: readonly string[] | undefined;
}

/** Who is told of attempts. */
export interface AttemptObserver {
  /** Keeps the figures of {@link TransportHealth}. */
  readonly book: HealthBook | undefined;
  readonly shows: ObserveOptions;
  /** Absent: an answer is told with its status and times alone. */
  readonly details: typeof answerDetails | undefined;
  readonly limits: (origin: string) => readonly LimitWindow[] | undefined;
}

/** Counts and tells every request that goes out and what came back. Innermost: nothing waits between here and the wire. */
export function observeAttempt(observer: AttemptObserver): Layer {
  const { book } = observer;
  return (request, call, next) => {
    const { clock } = call;
    const attempt = (call.attempts += 1);
    const page = book?.sent(call.origin);
    if (call.isObserved) call.emit({ type: "attempt", attempt });
    const started = clock.monotonic();
    const answered = (response: Response): Response => {
      const durationMs = clock.monotonic() - started;
      const { status } = response;
      page?.ended(status < 500, durationMs);
      if (!call.isObserved) return response;
      const { waitedMs, queuedMs } = call;
      const known = observer.details?.(request, response, observer);
      call.emit({ type: "answer", attempt, status, durationMs, waitedMs, queuedMs, ...known });
      return response;
    };
    return next(request, call).then(answered, (error: unknown) => {
      // What the caller, or a copy that was faster, has ended says nothing of the vendor.
      if (!request.scope.ended || isTimeout(error)) page?.ended(false);
      call.emit({ type: "attempt-failed", attempt, failure: call.judge(error) });
      throw error;
    });
  };
}

function isTimeout(error: unknown): boolean {
  return isFailureError(error) && error.code === "timeout";
}

/** What is known of an answer beyond its status; what is not known is left out. */
export function answerDetails(
  request: Outgoing,
  { headers }: Response,
  { shows, limits }: Pick<AttemptObserver, "shows" | "limits">,
): object {
  const length = headers.get("content-length");
  return stated({
    requestId: vendorRequestId(headers),
    requestBytes: request.body.bytes?.(),
    responseBytes: length === null ? undefined : Number(length),
    limits: limits(request.url.origin),
    shown: shown(request, headers, shows),
  });
}

function shown(
  { url, headers: sent }: Outgoing,
  got: Headers,
  { requestHeaders = [], responseHeaders = [], query = [] }: ObserveOptions,
): Readonly<Record<string, string>> | undefined {
  const all = [
    ...requestHeaders.map((name) => [`request.${name}`, sent[name]]),
    ...responseHeaders.map((name) => [`response.${name}`, got.get(name)]),
    ...query.map((name) => [`query.${name}`, url.searchParams.get(name)]),
  ].filter(([, value]) => typeof value === "string");
  return all.length === 0 ? undefined : Object.fromEntries(all);
}
