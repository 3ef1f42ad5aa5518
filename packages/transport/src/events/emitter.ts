import type { TransportEvent, TransportEvents } from "./events.ts";

/** Hands every event to every listener, in order of subscription. */
export class Emitter implements TransportEvents {
  readonly #listeners = new Set<(event: TransportEvent) => void>();

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  subscribe(listener: (event: TransportEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: TransportEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch {
        // A listener that throws is its owner's bug; the call it watches goes on.
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
