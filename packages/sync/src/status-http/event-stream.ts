import { isFailureError } from "@waybill/transport";
import { type EventSourceMessage, type EventSourceParser, createParser } from "eventsource-parser";
import type { SyncSnapshot } from "../status/snapshot.ts";
import type { StatusTarget } from "../status/source.ts";
import { number, object } from "./check.ts";
import { readSnapshot } from "./read-snapshot.ts";
import { type Line, send, unread } from "./requests.ts";

/** What the stream says. */
export interface Hearing {
  readonly onSnapshot: (snapshot: SyncSnapshot) => void;
  /** Everything told before was still so at this time of the server's. */
  readonly onCurrent: (observedAt: number) => void;
  /** Everything up to this revision was told. */
  readonly onId: (id: string) => void;
}

export interface Listening {
  readonly targets: readonly StatusTarget[];
  /** Where an earlier stream of the same targets ended. */
  readonly lastEventId: string | undefined;
  readonly signal: AbortSignal;
}

/** `refused`: this server has no streams. */
export type StreamEnd = "refused" | "ended";

/** Longer events are refused: a snapshot is under a kilobyte. */
const longestEvent = 1_000_000;
const refusals: ReadonlySet<number | undefined> = new Set([404, 405, 406, 415, 501]);
const readCurrent = object<{ readonly observedAt: number }, object>({ observedAt: number }, {});

/**
 * Listens until the stream ends.
 * @throws FailureError when it breaks off, is silent for too long or says what nobody agreed on.
 */
export async function listen(
  line: Line,
  { targets, lastEventId, signal }: Listening,
  hear: Hearing,
): Promise<StreamEnd> {
  const end = new AbortController();
  const watchdog = createWatchdog(line, end);
  const stop = () => end.abort(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  try {
    const resumed = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
    const question = { path: "/v1/events", body: { targets }, headers: resumed };
    const response = await watchdog.within(send(line, question, "text/event-stream", end.signal));
    if (!isEventStream(response)) {
      response.body?.cancel().catch(() => undefined);
      return "refused";
    }
    await readEvents(response, { hear, watchdog, signal });
    return "ended";
  } catch (error) {
    if (isFailureError(error) && refusals.has(error.failure.status)) return "refused";
    if (isFailureError(error) || signal.aborted) throw error;
    throw unread("network", "broke off its event stream", error);
  } finally {
    signal.removeEventListener("abort", stop);
    end.abort();
  }
}

async function readEvents(
  response: Response,
  { hear, watchdog, signal }: { readonly hear: Hearing; readonly watchdog: Watchdog; readonly signal: AbortSignal },
): Promise<void> {
  const decoder = new TextDecoder();
  const parser = parserFor(hear);
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await watchdog.within(reader.read());
      if (done) return;
      // What comes after the stream was given up is not told.
      signal.throwIfAborted();
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    // Ends a read under way, too, where fetch does not listen to its signal.
    reader.cancel().catch(() => undefined);
  }
}

function parserFor(hear: Hearing): EventSourceParser {
  return createParser({
    maxBufferSize: longestEvent,
    onError: (error) => {
      // A field that a newer server knows is none of our business (HTML, section 9.2.6).
      if (error.type === "max-buffer-size-exceeded") throw unread("too_large", "sent an event without an end");
    },
    onEvent: (event) => {
      dispatch(event, hear);
      if (event.id !== undefined && /^\d+$/.test(event.id)) hear.onId(event.id);
    },
  });
}

/** Events that a newer server knows are skipped; those that this one knows must be as agreed. */
function dispatch({ event, data }: EventSourceMessage, hear: Hearing): void {
  if (event === "snapshot") return hear.onSnapshot(agreed(readSnapshot(parse(data))));
  if (event === "current") return hear.onCurrent(agreed(readCurrent(parse(data))).observedAt);
}

function agreed<T>(value: T | undefined): T {
  if (value === undefined) throw unread("contract", "sent an event that is not as agreed");
  return value;
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

function isEventStream({ headers }: Response): boolean {
  return /^text\/event-stream\s*(;|$)/i.test(headers.get("content-type") ?? "");
}

interface Watchdog {
  /** The promise, unless it takes longer than a stream may be silent. */
  readonly within: <T>(work: Promise<T>) => Promise<T>;
}

function createWatchdog({ clock, settings: { silenceMs } }: Line, end: AbortController): Watchdog {
  const silence = async (signal: AbortSignal): Promise<never> => {
    await clock.sleep(silenceMs, signal);
    const reason = unread("timeout", `was silent for ${silenceMs} ms`);
    end.abort(reason);
    throw reason;
  };
  const given = (): Promise<never> =>
    new Promise((_, reject) => {
      if (end.signal.aborted) return reject(end.signal.reason);
      end.signal.addEventListener("abort", () => reject(end.signal.reason), { once: true });
    });
  // One for the life of the stream, so that listeners do not pile up with its chunks.
  const givenUp = given();
  givenUp.catch(() => undefined);
  return {
    within: async (work) => {
      const heard = new AbortController();
      const late = silence(heard.signal);
      late.catch(() => undefined);
      work.catch(() => undefined);
      try {
        return await Promise.race([work, late, givenUp]);
      } finally {
        heard.abort();
      }
    },
  };
}
