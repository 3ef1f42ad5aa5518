import { createHash } from "node:crypto";

/**
 * WebCrypto answers from other threads, when the machine has time for it. Here digests are computed in the same turn, so that a virtual clock never moves
 * on while one is under way: same digests, same promises, no race.
 */
export function hashInTheSameTurn(): void {
  Object.defineProperty(Object.getPrototypeOf(globalThis.crypto.subtle), "digest", {
    configurable: true,
    value: async (algorithm: AlgorithmIdentifier, data: BufferSource): Promise<ArrayBuffer> => {
      const name = typeof algorithm === "string" ? algorithm : algorithm.name;
      const bytes = ArrayBuffer.isView(data)
        ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
        : new Uint8Array(data);
      return new Uint8Array(createHash(name.replace("-", "").toLowerCase()).update(bytes).digest()).buffer;
    },
  });
}
