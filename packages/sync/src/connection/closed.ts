import type { FailureError } from "@waybill/transport";
import { stopped } from "./flights.ts";

/** What is told to whoever asks something of a connection, or an engine, that was disposed of. */
export const closed: FailureError = stopped(
  "The connection, or its engine, was closed by dispose(), so nothing was begun. Open it in a new engine: that goes on from what is stored.",
);

type Methods<M> = { readonly [K in keyof M]: (...given: never[]) => Promise<unknown> };

/** The same methods, until `isClosed`: from then on each is refused before it begins anything. */
export function refusing<M extends Methods<M>>(methods: M, isClosed: () => boolean): M {
  const entries = Object.entries<Methods<M>[keyof M]>(methods).map(([name, method]) => [
    name,
    async (...given: never[]) => {
      if (isClosed()) throw closed;
      return method(...given);
    },
  ]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each entry takes and gives what its method does
  return Object.fromEntries(entries) as M;
}
