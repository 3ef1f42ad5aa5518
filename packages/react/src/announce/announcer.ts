import type { Clock } from "@waybill/sync/status";
import { after } from "../after.ts";
import type { News } from "./news.ts";

/** Changes that come together are said together. */
const gatherMs = 1_000;
/** Between two messages of one connection that are not outcomes. */
const quietMs = 10_000;
/** Progress is said less often still: live regions that speak every few seconds cut each other off. */
const progressQuietMs = 30_000;
/** A message that stays would be read again by a person who browses the page. */
const clearAfterMs = 7_000;
/** More changes than this become one count. */
const saidOneByOne = 2;

export interface AnnouncerOptions {
  readonly clock: Clock;
  /** Says how many syncs changed. */
  readonly summary: (count: number) => string;
  /** Told what was said, so that a product may show it too. */
  readonly onAnnounce?: ((text: string) => void) | undefined;
}

/** What a live region says, and when. */
export interface Announcer {
  readonly text: () => string;
  /** When the last listener leaves, what was still to be said is forgotten. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Says what changed at a connection, soon. */
  readonly post: (connection: string, news: News) => void;
  /** Says the result of what a person just did, or what concerns the whole page, now. */
  readonly say: (text: string) => void;
}

/** One for each provider: the live region is its only reader. */
export function createAnnouncer(options: AnnouncerOptions): Announcer {
  const { clock } = options;
  let end = new AbortController();
  const listeners = new Set<() => void>();
  const saidAt = new Map<string, number>();
  let pending = new Map<string, News>();
  let current = "";
  let turn = 0;

  const set = (text: string) => {
    current = text;
    for (const listener of listeners) listener();
  };
  const say = (text: string) => {
    const mine = ++turn;
    // The same words again are no change to a live region: a space that nobody hears makes them one.
    set(text === current ? `${text}\u00a0` : text);
    options.onAnnounce?.(text);
    after(clock, clearAfterMs, end.signal, () => {
      if (turn === mine) set("");
    });
  };
  const flush = () => {
    const due = pending;
    pending = new Map();
    const now = clock.monotonic();
    for (const connection of due.keys()) saidAt.set(connection, now);
    const texts = Array.from(due.values(), (news) => news.text);
    say(texts.length > saidOneByOne ? options.summary(texts.length) : texts.join(" "));
  };
  const forget = () => {
    end.abort();
    end = new AbortController();
    pending = new Map();
    current = "";
  };

  return {
    text: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) forget();
      };
    },
    post: (connection, news) => {
      if (isTooSoon(news, clock.monotonic() - (saidAt.get(connection) ?? -Infinity))) return;
      if (pending.size === 0) after(clock, gatherMs, end.signal, flush);
      const known = pending.get(connection);
      if (known?.kind !== "outcome" || news.kind === "outcome") pending.set(connection, news);
    },
    say,
  };
}

function isTooSoon(news: News, sinceMs: number): boolean {
  if (news.kind === "outcome") return false;
  return sinceMs < (news.kind === "progress" ? progressQuietMs : quietMs);
}
