import type { Fetch } from "@waybill/transport";
import type { Process } from "../world/process.ts";

/** The network as a process sees it. A request that was sent arrives, whether or not its sender is still there. */
export function fetchSeam(process: Process, answer: (request: Request) => Promise<Response>): Fetch {
  return (input, init) =>
    new Promise((resolve, reject) => {
      const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
      if (signal?.aborted === true) return reject(signal.reason);
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      // An answer may never come, and the world must go on meanwhile: the effect is that the request arrived.
      const latency = { there: process.chance.whole(1, 40), back: 0 };
      const send = () => {
        const reply = answer(new Request(input, init));
        // Whoever asked may be dead by the time the connection breaks.
        reply.catch(() => {});
        return { reply };
      };
      const sent = process.call("fetch", send, latency);
      const back = process.chance.whole(1, 60);
      void sent.then(({ reply }) =>
        reply.then(
          (response) => process.after(back, () => resolve(response)),
          (error: unknown) => process.after(back, () => reject(error)),
        ),
      );
    });
}
