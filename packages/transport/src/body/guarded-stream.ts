import type { Call } from "../call.ts";
import { Reading } from "./reading.ts";
import type { Chunk, Reader } from "./reading.ts";

/** A stream over an answer's own, each chunk of which comes in time or not at all. `open` is asked for the platform's when somebody reads. */
export function guardedStream(
  response: Response,
  call: Call,
  open: () => ReadableStream<Chunk>,
): ReadableStream<Chunk> {
  let reader: Reader | undefined;
  return new ReadableStream(
    {
      async pull(controller) {
        const current = (reader ??= open().getReader());
        const { done, value } = await new Reading(response, call, (made) => ({ made })).start(() => current);
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
  const { body, url, redirected, type } = response;
  if (body === null) return response;
  const copy = new Response(
    guardedStream(response, call, () => body),
    response,
  );
  return Object.defineProperties(copy, {
    url: { value: url },
    redirected: { value: redirected },
    type: { value: type },
  });
};
