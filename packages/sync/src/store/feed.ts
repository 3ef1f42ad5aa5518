import { throwLater } from "../throw-later.ts";
import type { CommitEvent } from "./contract.ts";

type Listener = (event: CommitEvent) => void;

/** Tells listeners of commits, one event at a time: a commit made by a listener is told after the one that it reacts to. */
export interface Feed {
  tell(event: CommitEvent): void;
  subscribe(listener: Listener): () => void;
  /** Ends every subscription. */
  end(): void;
}

/** `report` takes what a listener throws: a broken listener harms neither the commit nor the other listeners. */
export function createFeed(report: (error: unknown) => void = throwLater): Feed {
  const listeners = new Map<symbol, Listener>();
  const queue: CommitEvent[] = [];
  let telling = false;

  function drain(): void {
    if (telling) return;
    telling = true;
    for (let event = queue.shift(); event !== undefined; event = queue.shift()) tellAll(event);
    telling = false;
  }

  function tellAll(event: CommitEvent): void {
    for (const listener of listeners.values()) {
      try {
        listener(event);
      } catch (error) {
        report(error);
      }
    }
  }

  return {
    tell(event) {
      queue.push(event);
      drain();
    },
    subscribe(listener) {
      const id = Symbol("subscription");
      listeners.set(id, listener);
      return () => void listeners.delete(id);
    },
    end: () => listeners.clear(),
  };
}
