import type {
  Attributes,
  Histogram,
  MeterProvider,
  Span,
  SpanKind,
  SpanStatusCode,
  TracerProvider,
  UpDownCounter,
} from "@opentelemetry/api";
import type { EventSubject, TransportEvent } from "./events/events.ts";
import type { Transport } from "./transport.ts";

/** Where spans and metrics go: an SDK's providers, or `trace` and `metrics` of `@opentelemetry/api`. Only their types are imported here. */
export interface TelemetryOptions {
  readonly tracerProvider: Pick<TracerProvider, "getTracer">;
  readonly meterProvider: Pick<MeterProvider, "getMeter">;
}

const client: SpanKind.CLIENT = 2;
const failed: SpanStatusCode.ERROR = 2;

/** Bounds of `http.client.request.duration` in seconds, as the HTTP semantic conventions advise. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/**
 * Reports every attempt of a transport to OpenTelemetry by the HTTP semantic conventions: a client span, `http.client.request.duration`,
 * `http.client.active_requests`, and the sizes of bodies where they are known. Made from the transport's events, so that of addresses' queries and of
 * headers only that is in it which the transport's `observe` lists. Call what it returns to end the report.
 */
export function telemetry(transport: Transport, { tracerProvider, meterProvider }: TelemetryOptions): () => void {
  const tracer = tracerProvider.getTracer("@waybill/transport");
  const instruments = instrumentsOf(meterProvider);
  const open = new Map<string, OpenAttempt>();
  const leave = (name: string, attempt: OpenAttempt): void => {
    open.delete(name);
    instruments.active.add(-1, attempt.place);
  };
  const unsubscribe = transport.events.subscribe((event) => {
    if (event.type === "attempt") {
      const place = described(event);
      const span = tracer.startSpan(spanName(event), {
        kind: client,
        startTime: event.at,
        attributes: { ...place, ...identified(event), ...resent(event.attempt) },
      });
      open.set(nameOf(event), { span, startedAt: event.at, place });
      instruments.active.add(1, place);
    } else if (event.type === "answer" || event.type === "attempt-failed") {
      const attempt = open.get(nameOf(event));
      if (attempt === undefined) return;
      leave(nameOf(event), attempt);
      close(attempt, event, instruments);
    }
  });
  return () => {
    unsubscribe();
    // What is still under way is not reported any more, and must not be left open.
    for (const [name, attempt] of open) {
      leave(name, attempt);
      attempt.span.end();
    }
  };
}

interface Instruments {
  readonly duration: Histogram;
  readonly requestSize: Histogram;
  readonly responseSize: Histogram;
  readonly active: UpDownCounter;
}

function instrumentsOf(meterProvider: TelemetryOptions["meterProvider"]): Instruments {
  const meter = meterProvider.getMeter("@waybill/transport");
  const advice = { explicitBucketBoundaries: bounds };
  return {
    duration: meter.createHistogram("http.client.request.duration", { unit: "s", advice }),
    requestSize: meter.createHistogram("http.client.request.body.size", { unit: "By" }),
    responseSize: meter.createHistogram("http.client.response.body.size", { unit: "By" }),
    active: meter.createUpDownCounter("http.client.active_requests", { unit: "{request}" }),
  };
}

interface OpenAttempt {
  readonly span: Span;
  readonly startedAt: number;
  /** What spans and metrics of the attempt have in common: of low cardinality. */
  readonly place: Attributes;
}

type Answer = Extract<TransportEvent, { readonly type: "answer" }>;
type Ending = Extract<TransportEvent, { readonly type: "answer" | "attempt-failed" }>;

function close({ span, startedAt, place }: OpenAttempt, event: Ending, instruments: Instruments): void {
  const outcome = outcomeOf(event);
  // An answer's duration is measured by a clock that does not step.
  const ms = event.type === "answer" ? event.durationMs : Math.max(0, event.at - startedAt);
  const attributes = { ...place, ...outcome };
  instruments.duration.record(ms / 1000, attributes);
  span.setAttributes(outcome);
  if (event.type === "answer") {
    const { requestBytes, responseBytes } = event;
    if (isSize(requestBytes)) instruments.requestSize.record(requestBytes, attributes);
    if (isSize(responseBytes)) instruments.responseSize.record(responseBytes, attributes);
    span.setAttributes(detailed(event));
  }
  if ("error.type" in outcome) span.setStatus({ code: failed });
  span.end(startedAt + ms);
}

/** `error.type` is the status where there is one, else our own code: both are of low cardinality. */
function outcomeOf(event: Ending): Attributes {
  if (event.type === "attempt-failed") return { "error.type": event.failure.code };
  const status = { "http.response.status_code": event.status };
  return event.status >= 400 ? { ...status, "error.type": String(event.status) } : status;
}

/** What only a span can hold. Times are our own names: the conventions have none for waits before sending. */
function detailed({ requestBytes, responseBytes, waitedMs, queuedMs, shown = {}, ...event }: Answer): Attributes {
  const values = Object.entries(shown);
  const headers = values.flatMap(([name, value]) => {
    const [, side, header] = /^(request|response)\.(.+)$/.exec(name) ?? [];
    return header === undefined ? [] : [[`http.${side}.header.${header}`, [value]] as const];
  });
  const query = new URLSearchParams(
    values.flatMap(([name, value]) => (name.startsWith("query.") ? [[name.slice("query.".length), value]] : [])),
  ).toString();
  return {
    ...(query === "" ? {} : { "url.full": `${event.origin}${event.path}?${query}` }),
    ...(isSize(requestBytes) ? { "http.request.body.size": requestBytes } : {}),
    ...(isSize(responseBytes) ? { "http.response.body.size": responseBytes } : {}),
    ...Object.fromEntries(headers),
    "waybill.waited_ms": waitedMs,
    "waybill.queued_ms": queuedMs,
  };
}

/** The methods that the conventions count; any other would let a caller make up values without number. */
const known = new Set(["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"]);

function described(subject: EventSubject): Attributes {
  const { protocol, hostname, port } = new URL(subject.origin);
  const fallback = protocol === "https:" ? 443 : 80;
  return {
    "http.request.method": known.has(subject.method) ? subject.method : "_OTHER",
    "server.address": hostname,
    "server.port": port === "" ? fallback : Number(port),
    "url.scheme": protocol.slice(0, -1),
    ...(subject.route === undefined ? {} : { "url.template": subject.route }),
  };
}

/** What tells one request from another: for spans, not for metrics. */
function identified(subject: EventSubject): Attributes {
  return {
    ...(known.has(subject.method) ? {} : { "http.request.method_original": subject.method }),
    "url.full": `${subject.origin}${subject.path}`,
    ...(subject.operation === undefined ? {} : { "waybill.operation": subject.operation }),
    "waybill.correlation_id": subject.correlationId,
  };
}

function resent(attempt: number): Attributes {
  return attempt > 1 ? { "http.request.resend_count": attempt - 1 } : {};
}

function spanName(subject: EventSubject): string {
  const method = known.has(subject.method) ? subject.method : "HTTP";
  return subject.route === undefined ? method : `${method} ${subject.route}`;
}

function isSize(bytes: number | undefined): bytes is number {
  return bytes !== undefined && Number.isFinite(bytes);
}

function nameOf({ callId, attempt }: { readonly callId: string; readonly attempt: number }): string {
  return `${callId} ${attempt}`;
}
