import type { StoredTokens } from "@waybill/transport";
import type { JsonObject } from "../../connector/json.ts";
import type { Checkpoint } from "../../pull/checkpoint/checkpoint.ts";
import type { Mutation } from "../../push/mutation.ts";
import type { QuarantinedRecord } from "../../record/record.ts";
import type { OverlayRow } from "../record-view.ts";
import { storageDamaged } from "../storage-failure.ts";
import type { Cipher, Place } from "./cipher.ts";

interface Of {
  readonly connection: string;
  readonly stream: string;
}

/** What was sealed for a place is what `sealBatch` wrote there, in the form in which it wrote it. */
async function opened<T>(cipher: Cipher, place: Place, sealed: unknown): Promise<T> {
  if (typeof sealed !== "string") throw notSealed();
  return JSON.parse(await cipher.open(place, sealed));
}

export async function unsealOwn(cipher: Cipher, { connection, stream }: Of, row: OverlayRow): Promise<OverlayRow> {
  if (row.patch === null) return row;
  return { ...row, patch: await opened<JsonObject>(cipher, ["own", connection, stream, row.key], row.patch["own"]) };
}

export async function unsealAside(
  cipher: Cipher,
  connection: string,
  record: QuarantinedRecord,
): Promise<QuarantinedRecord> {
  const place: Place = ["quarantine", connection, record.stream, record.id];
  return { ...record, ...(await opened<Pick<QuarantinedRecord, "id" | "raw" | "cursor">>(cipher, place, record.raw)) };
}

type Sealed = Pick<Mutation, "body" | "bodyHash" | "baseHash">;

export async function unsealMutation(cipher: Cipher, connection: string, mutation: Mutation): Promise<Mutation> {
  const { body, bodyHash: _bodyHash, baseHash: _baseHash, ...rest } = mutation;
  const place: Place = ["mutation", connection, rest];
  return { ...rest, ...(await opened<Sealed>(cipher, place, body?.["sealed"])) };
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
