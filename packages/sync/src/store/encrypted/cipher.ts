import type { RandomBytes } from "@waybill/transport";
import { storageDamaged } from "../storage-failure.ts";

/** What a sealed text is, and of what: it opens there and nowhere else, so that nobody with the disk can move one to another record. */
export type Place = readonly [
  kind: "hash" | "base" | "own" | "quarantine" | "mutation" | "checkpoint" | "tokens",
  ...of: unknown[],
];

/** Seals texts with one key: JSON, which any text survives. */
export interface Cipher {
  /** Tells this key from others, and nothing about it. */
  readonly mark: string;
  seal(place: Place, text: string): Promise<string>;
  /** Rejects with a `storage` failure for what this key did not seal for this place. */
  open(place: Place, sealed: string): Promise<string>;
  /** What stands for something of a place where a row is found by it: the same each time, and nothing that can be guessed without the key. */
  name(place: Place): Promise<string>;
}

/**
 * AES-GCM as in NIST SP 800-38D: a random IV of 96 bits before each sealed text, a tag of 128 bits behind it. Rejects with a `TypeError` for
 * a key that cannot both seal and open.
 */
export async function createCipher(key: CryptoKey, randomBytes: RandomBytes): Promise<Cipher> {
  requireUsages(key);
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();

  async function encrypt(iv: Uint8Array<ArrayBuffer>, place: unknown, text: string): Promise<Uint8Array> {
    const additionalData = encoder.encode(JSON.stringify(place));
    return new Uint8Array(await crypto.subtle.encrypt({ name, iv, additionalData }, key, encoder.encode(text)));
  }

  // A secret that the key alone makes: the key stream of an IV that no text is sealed with, of which nothing is ever written.
  const stream = await encrypt(new Uint8Array(ivBytes).fill(0xff), ["name"], "\0".repeat(nameKeyBytes));
  const nameKey = await crypto.subtle.importKey("raw", stream.slice(0, nameKeyBytes), nameAlgorithm, false, ["sign"]);

  return {
    // Nothing but this one text is ever sealed with an IV of zeros.
    mark: toBase64(await encrypt(new Uint8Array(ivBytes), ["mark"], "")),
    async seal(place, text) {
      const iv = Uint8Array.from(randomBytes(ivBytes));
      return toBase64(iv) + toBase64(await encrypt(iv, place, text));
    },
    async open(place, sealed) {
      try {
        const iv = fromBase64(sealed.slice(0, ivLength));
        const additionalData = encoder.encode(JSON.stringify(place));
        const content = fromBase64(sealed.slice(ivLength));
        return decoder.decode(await crypto.subtle.decrypt({ name, iv, additionalData }, key, content));
      } catch (cause) {
        throw notOpened(cause);
      }
    },
    async name(place) {
      return toBase64(new Uint8Array(await crypto.subtle.sign("HMAC", nameKey, encoder.encode(JSON.stringify(place)))));
    },
  };
}

const name = "AES-GCM";
const ivBytes = 12;
/** In Base64, without padding. */
const ivLength = 16;
const nameAlgorithm = { name: "HMAC", hash: "SHA-256" };
const nameKeyBytes = 32;

/** A key that only seals would fill a store that nobody can read. */
function requireUsages({ usages }: CryptoKey): void {
  const missing = (["encrypt", "decrypt"] as const).filter((usage) => !usages.includes(usage));
  if (missing.length === 0) return;
  const message =
    `The key of this store lacks the usage ${missing.join(" and ")}, so what is written could not be read again. Nothing was opened. ` +
    'Make or import it with the usages ["encrypt", "decrypt"].';
  throw new TypeError(message);
}

function notOpened(cause: unknown): Error {
  return storageDamaged(
    "Something stored cannot be opened with the key of this store: it was changed, moved, or sealed with another key. It is reported rather than taken " +
      "for absent, and nothing was changed.",
    cause,
  );
}

/** Few enough to be the arguments of one call. */
const chunk = 8_192;

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += chunk) text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
}
