import type { Call } from "../call/call.ts";
import { Reading } from "./reading.ts";
import type { Chunk, Reader } from "./reading.ts";

/** A stream over an answer's own, each chunk of which comes in time or not at all. `open` is asked for the platform's when somebody reads. */
export function guardedStream(
  response: Response,
  call: Call,
  open: () => ReadableStream<Chunk>,
): ReadableStream<Chunk> {
  let reader: Reader | undefined;
  const reading = new Reading(response, call, (result) => ({ made: result }));
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reading.start(() => (reader ??= open().getReader()));
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel(reason) {
        call.settle();
        await (reader ?? open()).cancel(reason);
      },
    },
    // Nothing is read before somebody asks, so that time runs only while somebody waits.
    { highWaterMark: 0 },
  );
}

/** Makes every way of reading an answer's body honour its call. */
export type Guard = (response: Response, call: Call) => Response;

/** An answer like this one, its body guarded. Smaller than {@link BodyGuards}, and slower: the platform makes another answer. */
export const guardedCopy: Guard = (response, call) => {
  const { body, headers } = response;
  if (body === null) return response;
  return like(
    response,
    new Response(
      guardedStream(response, call, () => body),
      { headers },
    ),
  );
};

/** Gives a copy what no constructor takes: vendors answer with a status of 999 as well. */
function like({ status, statusText, ok, url, redirected, type }: Response, copy: Response): Response {
  const clone = (): Response => like(copy, Response.prototype.clone.call(copy));
  const kept = Object.entries({ status, statusText, ok, url, redirected, type, clone });
  return Object.defineProperties(copy, Object.fromEntries(kept.map(([name, value]) => [name, { value }])));
}
