import type { Clock } from "@waybill/transport";

export interface Pulse {
  /** Asks for a turn: at once when the last was long enough ago, else when it is. Asking again meanwhile asks for the same turn. */
  poke(): void;
  /** Asks for a turn as soon as none is under way. */
  hurry(): void;
  stop(): void;
}

/** A store that could not be read is asked again this much later, milliseconds. */
const againMs = 1_000;

/**
 * Calls `turn` at most once every `intervalMs` unless it is hurried, never twice at a time, and always once more after the last poke, so that the final
 * state is told. What `turn` throws ends that turn only, and asks for another after `againMs`.
 */
export function createPulse(clock: Clock, intervalMs: number, turn: () => Promise<void>): Pulse {
  const stopped = new AbortController();
  let rest = new AbortController();
  let asked = false;
  let beating = false;
  const beat = async (): Promise<void> => {
    beating = true;
    while (asked && !stopped.signal.aborted) {
      asked = false;
      rest = new AbortController();
      const pauseMs = await turn().then(
        () => intervalMs,
        () => {
          asked = true;
          return againMs;
        },
      );
      await clock.sleep(pauseMs, rest.signal).catch(() => {});
    }
    beating = false;
  };
  const poke = (): void => {
    asked = true;
    if (!beating) void beat();
  };
  return {
    poke,
    hurry: () => {
      rest.abort();
      poke();
    },
    stop: () => {
      stopped.abort();
      rest.abort();
    },
  };
}
