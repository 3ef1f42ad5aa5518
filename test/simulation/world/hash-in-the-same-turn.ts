import { createHash } from "node:crypto";

/**
 * WebCrypto answers from other threads, in an order that no seed decides. Inside a simulation SHA-256 is computed in the same turn: same digests,
 * same promises, no race.
 */
export function hashInTheSameTurn(): void {
  Object.defineProperty(Object.getPrototypeOf(globalThis.crypto.subtle), "digest", {
    configurable: true,
    value: async (algorithm: string, data: Uint8Array): Promise<ArrayBuffer> => {
      const hash = createHash(algorithm.replace("-", "").toLowerCase()).update(data).digest();
      return new Uint8Array(hash).buffer;
    },
  });
}
