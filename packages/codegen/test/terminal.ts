import type { Terminal } from "../src/command/terminal.ts";

/** A terminal that keeps what is written to it. */
export interface KeptTerminal extends Terminal {
  readonly said: { out: string; error: string };
}

export function keptTerminal(interrupted: AbortSignal = AbortSignal.abort()): KeptTerminal {
  const said = { out: "", error: "" };
  return {
    said,
    out: (text) => void (said.out += `${text}\n`),
    error: (text) => void (said.error += `${text}\n`),
    paint: (_, text) => text,
    progress: () => {},
    interrupted,
  };
}
