import type { Clock, Fetch } from "../clock.ts";

/** One request as the vendor saw it. */
export interface SentRequest {
  /** Monotonic milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

/** What the vendor does with a request: answers, or fails like the network does when the function throws. */
export type Step = (request: SentRequest, signal: AbortSignal | null | undefined) => Response | Promise<Response>;

/** A vendor that follows a script, and what it was sent. */
export interface ScriptedVendor {
  readonly fetch: Fetch;
  readonly sent: readonly SentRequest[];
}

/** Answers the first request by the first step and so on; the last step answers all that follow. */
export function scriptedVendor(clock: Clock, ...steps: readonly Step[]): ScriptedVendor {
  const sent: SentRequest[] = [];
  const fetch: Fetch = async (input, init) => {
    const { signal, ...rest } = init ?? {};
    const request = new Request(input, rest);
    const { method, url, headers } = request;
    const step = steps[Math.min(sent.length, steps.length - 1)];
    const seen = { at: clock.monotonic(), method, url, headers, body: "" };
    const index = sent.push(seen) - 1;
    const complete = { ...seen, body: await request.text() };
    sent[index] = complete;
    if (step === undefined) throw new Error("The script has no steps.");
    return step(complete, signal);
  };
  return { fetch, sent };
}
