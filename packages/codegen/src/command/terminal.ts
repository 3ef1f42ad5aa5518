import { styleText } from "node:util";

/** Where a command writes, and whether colours mean anything there. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
  /** Text in a colour on a terminal, as it is anywhere else. */
  paint(style: "bold" | "dim" | "green" | "yellow" | "red", text: string): string;
  /** Resolves when the process is asked to end. */
  interrupted(): Promise<void>;
}

/** This process. Colours only on a terminal, and not where NO_COLOR is set. */
export function processTerminal(): Terminal {
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    error: (text) => void process.stderr.write(`${text}\n`),
    paint: (style, text) => styleText(style, text, { stream: process.stderr, validateStream: true }),
    interrupted: () =>
      new Promise((resolve) => {
        process.once("SIGINT", () => resolve());
        process.once("SIGTERM", () => resolve());
      }),
  };
}
