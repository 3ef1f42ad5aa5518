import { createMemoryStore } from "@waybill/sync/store";
import { type Connection, type RunReceipt, createWaybill, storeTokens } from "@waybill/sync";
import { createTransport, isFailureError } from "@waybill/transport";
import { accessOf } from "../access.ts";
import { credentialFor } from "../credential.ts";
import { streamsOf } from "../streams-of.ts";
import { emulate } from "./emulate.ts";
import type { Vendor } from "./prepare.ts";

interface HeadlessOptions {
  readonly vendor: Pick<Vendor, "document" | "connector">;
  /** Records that the vendor holds. */
  readonly records: number;
  /** Let one request in ten fail and recover. */
  readonly faults: boolean;
  /** One receipt, as soon as its stream has ended. */
  readonly onReceipt: (receipt: RunReceipt) => void;
  /** Anything else worth knowing. */
  readonly onNote: (note: string) => void;
}

/** Patient with the vendor, but not for long: a stalled answer is given up after a second. */
const retry = { retries: 5, baseMs: 50, capMs: 1000, budget: false } as const;
const timeout = { headersMs: 1000, stallMs: 1000 };
const rateLimit = { requests: 100, windowMs: 1000 };

/** Syncs every stream that can run by itself into memory. True when at least one ran and all that ran are complete. */
export async function runHeadless({ vendor, records, faults, onReceipt, onNote }: HeadlessOptions): Promise<boolean> {
  const { connector } = vendor;
  const emulator = emulate(vendor, { records, rateLimit, faults: faults ? 0.1 : 0 });
  const store = createMemoryStore();
  const tokens = storeTokens(store);
  const waybill = createWaybill({
    store,
    transport: ({ credential, origins }) =>
      createTransport({
        credential,
        origins,
        retry,
        timeout,
        fetch: (input, init) => emulator.fetch(new Request(input, init)),
      }),
  });
  try {
    const access = accessOf(connector, emulator.credentials(), new URL(connector.baseUrl).origin);
    if (access?.kind === "oauth2") await tokens.save(connector.vendor, emulator.issueTokens());
    const credential = access && credentialFor(access, { tokens, key: connector.vendor });
    const connection = waybill.connection(connector.vendor, { connector, credential, streams: streamsOf(connector) });
    return await syncAll(connection, onReceipt, onNote);
  } finally {
    await waybill.dispose();
  }
}

async function syncAll(
  connection: Connection,
  onReceipt: HeadlessOptions["onReceipt"],
  onNote: HeadlessOptions["onNote"],
): Promise<boolean> {
  const { run, skipped } = await connection.streams();
  for (const { stream, missing } of skipped)
    onNote(`${stream} is not synced by itself: it needs ${missing.join(", ")}.`);
  if (run.length === 0) onNote("The document has no list that can be synced by itself.");
  const complete: boolean[] = [];
  for (const stream of run) complete.push(await pullOne(connection, stream, { onReceipt, onNote }));
  return complete.length > 0 && complete.every(Boolean);
}

/** True when the run is complete. One that nothing but a person can carry on has no receipt yet. */
async function pullOne(
  connection: Connection,
  stream: string,
  { onReceipt, onNote }: Pick<HeadlessOptions, "onReceipt" | "onNote">,
): Promise<boolean> {
  try {
    const receipt = await connection.pull(stream);
    onReceipt(receipt);
    return receipt.outcome === "complete";
  } catch (error) {
    if (!isFailureError(error)) throw error;
    onNote(`${stream} stopped: ${error.message}`);
    return false;
  }
}
