import type { Mutation } from "../../push/mutation.ts";
import type { OverlayRecord, QuarantinedRecord } from "../../record/record.ts";
import type { Batch } from "../contract.ts";
import { storedText } from "../idb/rows/stored-text.ts";
import type { Cipher } from "./cipher.ts";

type Of = Pick<Batch, "connection" | "stream">;

/** The batch with everything sealed that is kept in rows of its own and tells what a record holds. What it says when this is called is what is sealed. */
export async function sealBatch(cipher: Cipher, batch: Batch): Promise<Batch> {
  const [aside, changes, checkpoint, tokens] = await Promise.all([
    sealQuarantine(cipher, batch),
    sealChanges(cipher, batch),
    sealCheckpoint(cipher, batch),
    sealTokens(cipher, batch),
  ]);
  return { ...batch, ...aside, ...changes, ...checkpoint, ...tokens };
}

async function sealQuarantine(cipher: Cipher, batch: Batch): Promise<Pick<Batch, "quarantine">> {
  if (batch.quarantine === undefined) return {};
  const { put, remove } = batch.quarantine;
  const [records, ids] = await Promise.all([
    Promise.all(put.map((record) => sealAside(cipher, batch, record))),
    Promise.all(remove.map((id) => sealedId(cipher, batch, id))),
  ]);
  return { quarantine: { put: records, remove: ids } };
}

async function sealChanges(cipher: Cipher, batch: Batch): Promise<Partial<Batch>> {
  const { overlay, mutations } = batch;
  const [own, writes] = await Promise.all([
    overlay && Promise.all(overlay.put.map((record) => sealOwn(cipher, batch, record))),
    mutations && Promise.all(mutations.map((mutation) => sealMutation(cipher, batch, mutation))),
  ]);
  return {
    ...(own && { overlay: { put: own, remove: overlay?.remove ?? [] } }),
    ...(writes && { mutations: writes }),
  };
}

async function sealOwn(cipher: Cipher, { connection, stream }: Of, record: OverlayRecord): Promise<OverlayRecord> {
  if (record.patch === null) return record;
  const own = await cipher.seal(["own", connection, stream, record.key], storedText(record.patch));
  return { ...record, patch: { own } };
}

/** The id of what nothing else tells apart is a hash of all that it holds. */
export function sealedId(cipher: Cipher, { connection, stream }: Of, id: string): Promise<string> {
  return cipher.name(["quarantine", connection, stream, id]);
}

async function sealAside(cipher: Cipher, { connection }: Of, record: QuarantinedRecord): Promise<QuarantinedRecord> {
  const { id, raw, cursor, ...rest } = record;
  const text = storedText({ id, raw, ...(cursor !== undefined && { cursor }) });
  const name = await sealedId(cipher, { connection, stream: record.stream }, id);
  return { ...rest, id: name, raw: await cipher.seal(["quarantine", connection, record.stream, name], text) };
}

/**
 * Hashes of a body and of its base are sealed with it: whoever can guess a body could prove the guess by them. It opens beside the rest of its write alone, so
 * that nobody makes another write of it.
 */
async function sealMutation(cipher: Cipher, { connection }: Of, mutation: Mutation): Promise<Mutation> {
  const { body, bodyHash, baseHash, ...rest } = mutation;
  const text = storedText({ body, bodyHash, ...(baseHash !== undefined && { baseHash }) });
  return { ...rest, body: { sealed: await cipher.seal(["mutation", connection, rest], text) }, bodyHash: "" };
}

/** A position holds marks of the records that were read last, and what a watch observed holds values of their fields. */
async function sealCheckpoint(
  cipher: Cipher,
  { connection, stream, checkpoint }: Batch,
): Promise<Pick<Batch, "checkpoint">> {
  if (checkpoint === undefined) return {};
  const { format, version, contract, ...rest } = checkpoint;
  const observed = await cipher.seal(["checkpoint", connection, stream], storedText(rest));
  return { checkpoint: { format, version, contract, observed } };
}

async function sealTokens(cipher: Cipher, { tokens }: Batch): Promise<Partial<Batch>> {
  if (tokens === undefined || tokens.value === null) return {};
  const { key, value } = tokens;
  const accessToken = await cipher.seal(["tokens", key], storedText(value));
  return { tokens: { key, value: { format: 1, accessToken, tokenType: "sealed" } } };
}
