import type { RandomBytes } from "@waybill/transport";
import { joined } from "../idb/segments/pack.ts";
import { storageDamaged } from "../storage-failure.ts";

/** What something sealed is, and of what: it opens there and nowhere else, so that nobody with the disk can move it to another record or segment. */
export type Place = readonly [
  kind: "hashes" | "bodies" | "own" | "quarantine" | "mutation" | "checkpoint" | "tokens",
  ...of: unknown[],
];

/** Seals bytes and texts of one database with one key: the bytes that it gives, and as text the Base64 of those. */
export interface Cipher {
  /** Tells this key in this database from others, and nothing about it. */
  readonly mark: string;
  sealBytes(place: Place, bytes: Uint8Array): Promise<Uint8Array>;
  /** Rejects with a `storage` failure for what this key did not seal for this place. */
  openBytes(place: Place, sealed: Uint8Array): Promise<Uint8Array>;
  /** JSON, which any text survives. */
  seal(place: Place, text: string): Promise<string>;
  /** As {@link openBytes}. */
  open(place: Place, sealed: string): Promise<string>;
  /** What stands for something of a place where a row is found by it: the same each time, and nothing that can be guessed without the key. */
  name(place: Place): Promise<string>;
}

/**
 * AES-GCM as in NIST SP 800-38D: a random IV of 96 bits before what is sealed, a tag of 128 bits behind it. Rejects with a `TypeError` for
 * a key that cannot both seal and open. Every place is one of `database`, the name of one tenant's: tenants may share a key.
 */
export async function createCipher(key: CryptoKey, randomBytes: RandomBytes, database: string): Promise<Cipher> {
  requireUsages(key);
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const bytesOf = (place: unknown) => encoder.encode(JSON.stringify([database, place]));

  async function encrypt(iv: Uint8Array<ArrayBuffer>, place: unknown, bytes: Uint8Array): Promise<Uint8Array> {
    const algorithm = { name, iv, additionalData: bytesOf(place) };
    return new Uint8Array(await crypto.subtle.encrypt(algorithm, key, new Uint8Array(bytes)));
  }

  async function sealBytes(place: Place, bytes: Uint8Array): Promise<Uint8Array> {
    const iv = Uint8Array.from(randomBytes(ivBytes));
    return joined([iv, await encrypt(iv, place, bytes)]);
  }

  async function openBytes(place: Place, sealed: Uint8Array): Promise<Uint8Array> {
    try {
      const algorithm = { name, iv: sealed.slice(0, ivBytes), additionalData: bytesOf(place) };
      return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.slice(ivBytes)));
    } catch (cause) {
      throw notOpened(cause);
    }
  }

  // A secret that the key alone makes: the key stream of an IV that no text is sealed with, of which nothing is ever written.
  const stream = await encrypt(new Uint8Array(ivBytes).fill(0xff), ["name"], new Uint8Array(nameKeyBytes));
  const nameKey = await crypto.subtle.importKey("raw", stream.slice(0, nameKeyBytes), nameAlgorithm, false, ["sign"]);

  return {
    // Nothing but this is ever sealed with an IV of zeros.
    mark: toBase64(await encrypt(new Uint8Array(ivBytes), ["mark"], new Uint8Array())),
    sealBytes,
    openBytes,
    seal: async (place, text) => toBase64(await sealBytes(place, encoder.encode(text))),
    open: async (place, sealed) => decoder.decode(await openBytes(place, fromBase64(sealed))),
    async name(place) {
      return toBase64(new Uint8Array(await crypto.subtle.sign("HMAC", nameKey, bytesOf(place))));
    },
  };
}

const name = "AES-GCM";
const ivBytes = 12;
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

function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
  } catch (cause) {
    throw notOpened(cause);
  }
}
