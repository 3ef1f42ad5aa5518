/** Fewer requests taken in a window say little: others may have used it up, and believing it would slow everything down for long. */
const evidence = 20;

/** A window as far as refusals alone betray it. */
export interface EstimatedWindow {
  readonly limit: number;
  readonly lengthMs: number;
  /** Monotonic milliseconds at which the window began. */
  readonly from: number;
}

/**
 * Learns a vendor's window from nothing but which requests it took and which it refused: the window ends where a refusal says so, or, when it says
 * nothing, where the first request after it is taken again; what was taken in between is the limit. Pure; times are monotonic milliseconds.
 */
export class WindowEstimate {
  /** Beginning of the window that is counted now, and what was taken in it. */
  #from: number | undefined;
  #taken = 0;
  /** The last end of a window that the vendor itself has shown. */
  #shownEnd: number | undefined;
  /** A refusal has closed a window whose end is not known yet. */
  #closed = false;
  #window: { readonly limit: number; readonly lengthMs: number } | undefined;

  sent(now: number): void {
    this.#from ??= now;
  }

  /** A request was taken. Returns the new window when this shows where the last one ended. */
  taken(sentAt: number): EstimatedWindow | undefined {
    const window = this.#closed ? this.#end(sentAt) : undefined;
    this.#taken += 1;
    return window;
  }

  /** A request turns out to have been taken before the last refusal. */
  late(): void {
    if (this.#window) this.#window = { ...this.#window, limit: this.#window.limit + 1 };
  }

  /** A request was refused, until `end` if the vendor named it. */
  refused(end: number | undefined): EstimatedWindow | undefined {
    this.#closed = true;
    return end === undefined ? undefined : this.#end(end);
  }

  /** A window that we believe in has ended by itself. */
  renewed(now: number): void {
    this.#from = now;
    this.#taken = 0;
  }

  #end(end: number): EstimatedWindow | undefined {
    const { limit, lengthMs } = this.#measured(end);
    this.#closed = false;
    this.#shownEnd = end;
    this.renewed(end);
    if (limit < evidence || lengthMs <= 0) return undefined;
    this.#window = { limit, lengthMs };
    return { limit, lengthMs, from: end };
  }

  /** What was taken is the limit, unless a refusal came so early that our windows and the vendor's are out of step: then the length was wrong. */
  #measured(end: number): { readonly limit: number; readonly lengthMs: number } {
    const known = this.#window;
    if (known === undefined || this.#taken * 2 >= known.limit)
      return { limit: this.#taken, lengthMs: end - (this.#from ?? end) };
    const span = end - (this.#shownEnd ?? end);
    const windows = Math.max(1, Math.floor(span / known.lengthMs));
    return { limit: known.limit, lengthMs: span / windows };
  }
}
