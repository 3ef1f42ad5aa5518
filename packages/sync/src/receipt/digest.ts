import { hexOf } from "../record/hex.ts";
import { failure, FailureError } from "@waybill/transport";

const encoder = new TextEncoder();

/** Where every chain begins. */
export const emptyDigest = "";

/** The next link of a chain: SHA-256 over the link before it and these lines, in hexadecimal. Without lines the chain stays where it is. */
export async function chainDigest(previous: string, lines: readonly string[]): Promise<string> {
  return lines.length === 0 ? previous : sha256([previous, ...lines].join("\n"));
}

/**
 * SHA-256 of a text's UTF-8 bytes, in hexadecimal.
 * @throws FailureError `internal` where the platform has no WebCrypto: a page that is neither https nor localhost.
 */
export async function sha256(text: string): Promise<string> {
  const { subtle } = globalThis.crypto;
  // Typed as always there; absent outside a secure context.
  if (!("digest" in Object(subtle))) throw new FailureError(failure("internal", { message: insecure }));
  const bytes = new Uint8Array(await subtle.digest("SHA-256", encoder.encode(text)));
  return hexOf(bytes);
}

const insecure =
  "This page has no WebCrypto, so receipts cannot be sealed and nothing was synced. Serve it over https, or from localhost.";
