import { type Clock, systemClock } from "@waybill/sync/status";

/** How an attempt to renew access ended. `blocked`: the browser opened no window; `href` does the same in this tab. */
export type ReconnectOutcome =
  | { readonly state: "reconnected" | "cancelled" | "denied" | "wrong_account" | "failed" }
  | { readonly state: "blocked"; readonly href: string };

/** The part of a window that is used to open another. */
export type Opener = Pick<Window, "open" | "addEventListener">;

export interface ReconnectWindowOptions {
  /** The page on which the person signs in at the vendor. */
  readonly url: string;
  /** Origin of the page that says how it ended, by `opener.postMessage({ waybill: "reconnected" }, origin)`. */
  readonly origin: string;
  /** Default: the page's own window. */
  readonly opener?: Opener | undefined;
  /** Default: the platform's. */
  readonly clock?: Clock | undefined;
  /** Ends the waiting as `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

const lookEveryMs = 500;
const told: ReadonlySet<unknown> = new Set(["reconnected", "denied", "wrong_account", "failed"]);

/**
 * Opens the sign-in in a window of its own and waits for its end. Call it while a press is handled, or the browser blocks the window. Believes only what
 * that window itself says, from the given origin; a window that is closed without a word is `cancelled`.
 */
export async function openReconnectWindow(options: ReconnectWindowOptions): Promise<ReconnectOutcome> {
  const { url, origin, opener = window, clock = systemClock, signal } = options;
  const opened = opener.open(url, "_blank", "popup,width=520,height=720");
  if (opened === null || opened.closed) return { state: "blocked", href: url };
  const end = new AbortController();
  signal?.addEventListener("abort", () => end.abort(), { signal: end.signal });
  const said = new Promise<ReconnectOutcome>((resolve) => {
    opener.addEventListener(
      "message",
      (event) => {
        const outcome = event.origin === origin && event.source === opened ? outcomeIn(event.data) : undefined;
        if (outcome !== undefined) resolve(outcome);
      },
      { signal: end.signal },
    );
  });
  const closed = untilClosed(opened, clock, end.signal).then((): ReconnectOutcome => ({ state: "cancelled" }));
  try {
    return await Promise.race([said, closed]);
  } finally {
    end.abort();
  }
}

/** Messages come from elsewhere: anything but the agreed form says nothing. */
function outcomeIn(data: unknown): ReconnectOutcome | undefined {
  if (typeof data !== "object" || data === null || !("waybill" in data)) return undefined;
  const { waybill } = data;
  return isTold(waybill) ? { state: waybill } : undefined;
}

function isTold(word: unknown): word is "reconnected" | "denied" | "wrong_account" | "failed" {
  return told.has(word);
}

async function untilClosed(opened: Window, clock: Clock, signal: AbortSignal): Promise<void> {
  try {
    while (!opened.closed && !signal.aborted) await clock.sleep(lookEveryMs, signal);
  } catch (reason) {
    if (!signal.aborted) throw reason;
  }
}
