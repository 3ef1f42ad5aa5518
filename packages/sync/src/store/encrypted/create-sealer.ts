import type { Halves } from "../idb/reads/own-rows.ts";
import { unreadable } from "../idb/rows/rows.ts";
import type { Sealer } from "../idb/sealer.ts";
import type { Packed } from "../idb/segments/pack.ts";
import type { Entries, OfStream } from "../idb/segments/segment.ts";
import type { Cipher, Place } from "./cipher.ts";
import { sealBatch } from "./seal-batch.ts";
import { unsealOwn } from "./unseal.ts";

/**
 * Seals a segment in two values: its hashes, which are asked for alone, and its bodies. Each opens beside the keys and ends that it was sealed with, and bodies
 * beside their hashes, so that nobody with the disk can exchange one of them, or cut a segment.
 */
export function createSealer(cipher: Cipher): Sealer {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  /** What a sealed value was found to say, for as long as the entries are remembered that it is of. */
  const known = new WeakMap<Uint8Array, Promise<readonly string[]>>();

  async function sealSegment(of: OfStream, { entries, bodies }: Packed): Promise<Packed> {
    const { hashes } = entries;
    const [sealed, content] = await Promise.all([
      cipher.sealBytes(hashesPlace(of, entries), encoder.encode(JSON.stringify(hashes))),
      cipher.sealBytes(bodiesPlace(of, entries), bodies),
    ]);
    known.set(sealed, Promise.resolve(hashes));
    return { entries: { ...entries, hashes: [], sealed }, bodies: content };
  }

  async function hashesOf(of: OfStream, entries: Entries): Promise<readonly string[]> {
    const { sealed } = entries;
    if (sealed === undefined) throw unreadable("segment");
    const hashes = known.get(sealed) ?? openHashes(of, entries, sealed);
    known.set(sealed, hashes);
    // The cipher may have failed, and not the segment: whoever asks next tries again.
    hashes.catch(() => known.delete(sealed));
    return hashes;
  }

  async function openHashes(of: OfStream, entries: Entries, sealed: Uint8Array): Promise<readonly string[]> {
    return JSON.parse(decoder.decode(await cipher.openBytes(hashesPlace(of, entries), sealed)));
  }

  async function openSegment<Kept extends Packed>(of: OfStream, kept: Kept): Promise<Kept> {
    const entries = { ...kept.entries, hashes: await hashesOf(of, kept.entries) };
    return { ...kept, entries, bodies: await cipher.openBytes(bodiesPlace(of, entries), kept.bodies) };
  }

  function openSegments<Kept extends Packed>(of: OfStream, kept: readonly Kept[]): Promise<readonly Kept[]> {
    return Promise.all(kept.map((each) => openSegment(of, each)));
  }

  async function openOwn([connection, stream]: OfStream, halves: Halves): Promise<Halves> {
    return { ...halves, own: halves.own && (await unsealOwn(cipher, { connection, stream }, halves.own)) };
  }

  return {
    mark: cipher.mark,
    sealBatch: (batch) => sealBatch(cipher, batch),
    sealSegments: (of, packed) => Promise.all(packed.map((each) => sealSegment(of, each))),
    openSegments,
    async openHashes(of, kept) {
      const touched = new Set([...kept.values()].map(({ entries }) => entries));
      const opening = [...touched].map(async (each) => [each, { ...each, hashes: await hashesOf(of, each) }] as const);
      const opened = new Map(await Promise.all(opening));
      return new Map(
        [...kept].map(([key, found]) => [key, { ...found, entries: opened.get(found.entries) ?? found.entries }]),
      );
    },
    async openViews(of, { halves, excerpts }) {
      const [own, segments] = await Promise.all([
        Promise.all(halves.map((each) => openOwn(of, each))),
        openSegments(of, excerpts),
      ]);
      return { halves: own, excerpts: segments };
    },
  };
}

function hashesPlace([connection, stream]: OfStream, { keys, ends }: Entries): Place {
  return ["hashes", connection, stream, keys, ends];
}

/** By their hashes bodies are those of the same entries: others may have the same keys and lengths. */
function bodiesPlace([connection, stream]: OfStream, { keys, ends, hashes }: Entries): Place {
  return ["bodies", connection, stream, keys, ends, hashes];
}
