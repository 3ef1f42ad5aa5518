import type { StoredTokens } from "@waybill/transport";
import type { JsonObject } from "../../connector/json.ts";
import type { Checkpoint } from "../../pull/checkpoint.ts";
import type { Mutation } from "../../push/mutation.ts";
import type { BaseRecord, QuarantinedRecord, RecordKey, RecordView } from "../../record/record.ts";
import { storageDamaged } from "../storage-failure.ts";
import type { Cipher, Place } from "./cipher.ts";

interface Of {
  readonly connection: string;
  readonly stream: string;
}

type Content = Pick<BaseRecord, "data" | "raw">;

/** What was sealed for a place is what `sealBatch` wrote there, in the form in which it wrote it. */
async function opened<T>(cipher: Cipher, place: Place, sealed: unknown): Promise<T> {
  if (typeof sealed !== "string") throw notSealed();
  return JSON.parse(await cipher.open(place, sealed));
}

export function unsealHash(cipher: Cipher, { connection, stream }: Of, key: RecordKey, hash: string): Promise<string> {
  return opened(cipher, ["hash", connection, stream, key], hash);
}

export async function unsealBase(cipher: Cipher, of: Of, row: BaseRecord): Promise<BaseRecord> {
  const [hash, content] = await Promise.all([
    unsealHash(cipher, of, row.key, row.hash),
    opened<Content>(cipher, ["base", of.connection, of.stream, row.key], row.data["base"]),
  ]);
  return { ...row, hash, ...content };
}

export async function unsealView(cipher: Cipher, { connection, stream }: Of, view: RecordView): Promise<RecordView> {
  const { base, own } = view.data;
  const of = [connection, stream, view.key] as const;
  const [theirs, ours] = await Promise.all([
    base === undefined ? undefined : opened<Content>(cipher, ["base", ...of], base),
    own === undefined ? undefined : opened<JsonObject>(cipher, ["own", ...of], own),
  ]);
  // Spread defines own members, so that a member named `__proto__` stays data.
  return { ...view, data: { ...theirs?.data, ...ours } };
}

export async function unsealAside(
  cipher: Cipher,
  connection: string,
  record: QuarantinedRecord,
): Promise<QuarantinedRecord> {
  const place: Place = ["quarantine", connection, record.stream, record.id];
  return { ...record, ...(await opened<Pick<QuarantinedRecord, "id" | "raw" | "cursor">>(cipher, place, record.raw)) };
}

export async function unsealMutation(cipher: Cipher, connection: string, mutation: Mutation): Promise<Mutation> {
  const place: Place = ["mutation", connection, mutation.id];
  const sealed = mutation.body?.["sealed"];
  return { ...mutation, ...(await opened<Pick<Mutation, "body" | "bodyHash" | "baseHash">>(cipher, place, sealed)) };
}

export async function unsealCheckpoint(
  cipher: Cipher,
  { connection, stream }: Of,
  { observed, ...rest }: Checkpoint,
): Promise<Checkpoint> {
  return { ...rest, ...(await opened<Partial<Checkpoint>>(cipher, ["checkpoint", connection, stream], observed)) };
}

export function unsealTokens(cipher: Cipher, key: string, { accessToken }: StoredTokens): Promise<StoredTokens> {
  return opened(cipher, ["tokens", key], accessToken);
}

function notSealed(): Error {
  return storageDamaged(
    "Something stored is not sealed, and nothing else is kept in this store. It is reported rather than believed; nothing was changed.",
  );
}
