import type { Call } from "../call.ts";
import { TimedScope } from "../timed-scope.ts";
import type { Chunk, Reader } from "./reading.ts";
import { stalled } from "./stalled.ts";

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
        const { done, value } = await inTime(response, call, current);
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

/** The next chunk, or the end. Without either in time, or when the call ends before, the platform's body is given up. */
async function inTime(response: Response, call: Call, reader: Reader): Promise<ReadableStreamReadResult<Chunk>> {
  const { scope, watch } = call;
  const wait: TimedScope<Call> = new TimedScope(scope, call.chunkDueAt(), call, () => stalled(response, call, wait));
  watch.add(wait);
  try {
    const result = await wait.race(reader.read());
    if (result.done) call.settle();
    return result;
  } catch (error) {
    call.settle();
    reader.cancel(error).catch(() => undefined);
    throw error;
  } finally {
    watch.lift(wait);
    scope.remove(wait);
  }
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
