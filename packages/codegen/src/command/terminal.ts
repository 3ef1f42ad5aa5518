import { styleText } from "node:util";
import { shownText } from "../emit/text.ts";

export type Style = "bold" | "dim" | "green" | "yellow" | "red";

/** Where a command writes, and whether colours and passing lines mean anything there. */
export interface Terminal {
  /** A line of the outcome. */
  out(text: string): void;
  /** A line about the work, which is no part of the outcome. */
  error(text: string): void;
  /** Text in a colour where the stream that it goes to is a terminal, as it is anywhere else. */
  paint(style: Style, text: string, to?: "out" | "error"): string;
  /** A line that the next one replaces, only on a terminal; without a text it is gone. */
  progress(text?: string): void;
  /** Aborts when the process is asked to end. */
  readonly interrupted: AbortSignal;
}

/** This process. Colours only on a terminal, and not where NO_COLOR is set (no-color.org). */
export function processTerminal(): Terminal {
  const ending = new AbortController();
  const end = (): void => ending.abort();
  const stream = { out: process.stdout, error: process.stderr };
  // Whoever reads has enough, as `| head` does: what is left to say is said to nobody, and what goes on for ever ends.
  for (const each of [process.stdout, process.stderr]) {
    each.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      end();
    });
  }
  let passing = false;
  const clear = (): void => {
    if (passing) process.stderr.write("\r\u001B[2K");
    passing = false;
  };
  return {
    out: (text) => {
      clear();
      process.stdout.write(`${shownText(text)}\n`);
    },
    error: (text) => {
      clear();
      process.stderr.write(`${shownText(text)}\n`);
    },
    paint: (style, text, to = "error") => styleText(style, text, { stream: stream[to], validateStream: true }),
    progress: (text) => {
      clear();
      if (text === undefined || !process.stderr.isTTY) return;
      process.stderr.write(shownText(text).slice(0, Math.max(0, process.stderr.columns - 1)));
      passing = true;
    },
    get interrupted() {
      // Listened for only where somebody waits: elsewhere a first Ctrl+C ends the process as usual.
      process.once("SIGINT", end).once("SIGTERM", end);
      return ending.signal;
    },
  };
}

/** Resolves when a signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
