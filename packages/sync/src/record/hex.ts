const pairs: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Two lower-case digits for the lowest byte of a number. */
export function hexPair(byte: number): string {
  return pairs[byte & 255] ?? "";
}

/** Two lower-case digits for each byte. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, hexPair).join("");
}
