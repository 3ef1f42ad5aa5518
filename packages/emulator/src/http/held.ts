import type { PlainRequest, PlainResponse } from "./plain.ts";

/**
 * Requests that are being answered. A platform `Request` follows its caller's signal only as long as somebody holds the `Request` itself: of one that
 * stalls, and that nobody held, the memory would be reclaimed, and its caller's giving up would reach nobody.
 */
export class Held {
  readonly #requests = new Set<PlainRequest>();

  /** Holds a request until it is answered; one whose answer stalls, until its caller gives up. */
  async during(request: PlainRequest, answer: () => Promise<PlainResponse>): Promise<PlainResponse> {
    this.#requests.add(request);
    const release = (): boolean => this.#requests.delete(request);
    let stalls = false;
    try {
      const answered = await answer();
      stalls = answered.delivery?.kind === "stalled";
      return answered;
    } finally {
      if (stalls) request.signal.addEventListener("abort", release, { once: true });
      else release();
    }
  }
}
