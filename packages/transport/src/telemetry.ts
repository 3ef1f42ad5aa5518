import type {
  Attributes,
  Histogram,
  MeterProvider,
  Span,
  SpanKind,
  SpanStatusCode,
  TracerProvider,
} from "@opentelemetry/api";
import type { EventSubject, TransportEvent } from "./events.ts";
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
 * Reports every attempt of a transport to OpenTelemetry: a client span and `http.client.request.duration`, with the stable names of the HTTP semantic
 * conventions. Made from the transport's events, so neither address query, header nor body is in it. Call what it returns to end the report.
 */
export function telemetry(transport: Transport, { tracerProvider, meterProvider }: TelemetryOptions): () => void {
  const tracer = tracerProvider.getTracer("@waybill/transport");
  const duration = meterProvider
    .getMeter("@waybill/transport")
    .createHistogram("http.client.request.duration", { unit: "s", advice: { explicitBucketBoundaries: bounds } });
  const open = new Map<string, OpenAttempt>();
  return transport.events.subscribe((event) => {
    if (event.type === "attempt") {
      const attributes = {
        ...described(event),
        ...(event.attempt > 1 ? { "http.request.resend_count": event.attempt - 1 } : {}),
      };
      const options = { kind: client, startTime: event.at, attributes };
      open.set(nameOf(event), {
        span: tracer.startSpan(`${event.method} ${event.operation}`, options),
        startedAt: event.at,
      });
    } else if (event.type === "answer" || event.type === "attempt-failed") {
      const attempt = open.get(nameOf(event));
      open.delete(nameOf(event));
      if (attempt) close(attempt, event, duration);
    }
  });
}

interface OpenAttempt {
  readonly span: Span;
  readonly startedAt: number;
}

type Ending = Extract<TransportEvent, { readonly type: "answer" | "attempt-failed" }>;

function close({ span, startedAt }: OpenAttempt, event: Ending, duration: Histogram): void {
  const outcome = outcomeOf(event);
  span.setAttributes(outcome);
  if ("error.type" in outcome) span.setStatus({ code: failed });
  span.end(event.at);
  duration.record(Math.max(0, event.at - startedAt) / 1000, { ...described(event), ...outcome });
}

/** `error.type` is the status where there is one, else our own code: both are of low cardinality. */
function outcomeOf(event: Ending): Attributes {
  if (event.type === "attempt-failed") return { "error.type": event.failure.code };
  const status = { "http.response.status_code": event.status };
  return event.status >= 400 ? { ...status, "error.type": String(event.status) } : status;
}

function described({ method, origin, operation }: EventSubject): Attributes {
  const { protocol, hostname, port } = new URL(origin);
  const fallback = protocol === "https:" ? 443 : 80;
  return {
    "http.request.method": method,
    "server.address": hostname,
    "server.port": port === "" ? fallback : Number(port),
    "url.scheme": protocol.slice(0, -1),
    "url.template": operation,
  };
}

function nameOf({ callId, attempt }: { readonly callId: string; readonly attempt: number }): string {
  return `${callId} ${attempt}`;
}
