import { systemRandomBytes } from "@waybill/transport";
import { hashRecord } from "../../../packages/sync/src/record/hash-record.ts";
import { asRecordKey } from "../../../packages/sync/src/record/record-key.ts";
import type { BaseRecord } from "../../../packages/sync/src/record/record.ts";
import { createCipher } from "../../../packages/sync/src/store/encrypted/cipher.ts";
import { createSealer } from "../../../packages/sync/src/store/encrypted/create-sealer.ts";
import { encryptedStore } from "../../../packages/sync/src/store/encrypted/encrypted-store.ts";
import { openHandle } from "../../../packages/sync/src/store/idb/open-handle.ts";
import { openUnindexed } from "../../../packages/sync/src/store/idb/open-unindexed.ts";
import type { Handle } from "../../../packages/sync/src/store/idb/open-handle.ts";
import { segmentSize } from "../../../packages/sync/src/store/idb/segments/pack.ts";
import type { Contender, Open, Page } from "./contender.ts";

const of = { connection: "crm", stream: "contacts" } as const;
const contract = { version: 1, hash: "c0ffee" } as const;

export interface WaybillStore {
  /** Pages of which each commit is made. The pull takes as many as are here. */
  readonly pagesPerCommit: number;
  readonly isEncrypted?: boolean;
}

/** As the pull writes: every record hashed, compared, its key noted as seen, checkpoint and fence in the same commit. */
export function waybillStore({ pagesPerCommit, isEncrypted = false }: WaybillStore): Open {
  return async (name) => {
    const { store, compactor } = await (isEncrypted ? openSealed(name) : openPlain(name));
    await store.commit({ ...of, lease: { owner: "bench", token: 1, heartbeat: 1 } });
    const stored = await store.checkpoint(of.connection, of.stream);
    const write = writer(store, stored?.version);
    const changed = async (page: Page, run: string): Promise<readonly BaseRecord[]> => {
      const records = page.map((data) => ({ key: asRecordKey(data.id), data, hash: hashRecord(data), run }));
      const hashes = await store.hashes(
        of.connection,
        of.stream,
        records.map(({ key }) => key),
      );
      return records.filter(({ hash }, at) => hashes[at] !== hash);
    };
    const take = async (pages: readonly Page[], run: string) => {
      for (let at = 0; at < pages.length; at += pagesPerCommit) {
        const group = pages.slice(at, at + pagesPerCommit);
        const put: BaseRecord[] = [];
        for (const page of group) put.push(...(await changed(page, run)));
        await write(put, { run, keys: group.flat().map(({ id }) => asRecordKey(id)) });
      }
    };
    return {
      first: (pages) => take(pages, "first"),
      again: (pages) => take(pages, "again"),
      ...reads(store),
      async settle() {
        compactor.tidy([of.connection, of.stream]);
        await compactor.idle();
      },
      close: () => store.close(),
    };
  };
}

type Store = Handle["store"];
type Opened = Pick<Handle, "store" | "compactor">;

const openPlain = (name: string): Promise<Opened> => openHandle({ factory: indexedDB, name, size: segmentSize });

async function openSealed(name: string): Promise<Opened> {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const cipher = await createCipher(key, systemRandomBytes, name);
  const { store, compactor } = await openUnindexed({
    factory: indexedDB,
    name,
    size: segmentSize,
    sealer: createSealer(cipher),
  });
  return { store: encryptedStore(store, cipher), compactor };
}

function writer(store: Store, last = 0): (put: readonly BaseRecord[], seen: Seen) => Promise<void> {
  let version = last;
  return async (put, seen) => {
    version += 1;
    await store.commit({
      ...of,
      expect: { lease: { token: 1 }, checkpoint: version - 1 },
      lease: { owner: "bench", token: 1, heartbeat: version },
      checkpoint: { format: 1, version, contract },
      put,
      remove: [],
      seen,
    });
  };
}

interface Seen {
  readonly run: string;
  readonly keys: readonly BaseRecord["key"][];
}

function reads(store: Store): Pick<Contender, "get" | "range"> {
  return {
    get: (key) => store.record(of.connection, of.stream, asRecordKey(key)),
    range: (key) => store.records(of.connection, of.stream, { after: asRecordKey(`${key.slice(0, -1)}/`), limit: 100 }),
  };
}
