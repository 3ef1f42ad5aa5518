import { inferConnector, loadDocument } from "@waybill/codegen";
import { createEmulator, type Emulator } from "@waybill/emulator";
import { createWaybill, type Connection, type RunReceipt } from "@waybill/sync";
import type { Connector, Json, JsonObject, ParameterValues, StreamContract } from "@waybill/sync/connector";
import { createMemoryStore, type Store } from "@waybill/sync/store";
import { createTransport } from "@waybill/transport";
import { runHeadless } from "../../apps/demo/src/command/headless.ts";
import { runToEnd } from "../demo/start-demo.ts";
import type { Label, LabelledVendor } from "./corpus.ts";
import { labelsToConnector } from "./labels-to-connector.ts";

/** What became of one labelled list. `skipped`: of one with parameters that neither the account nor the records of another list fill. */
export interface ListVerdict {
  readonly list: string;
  readonly verdict: "synced" | "skipped" | "wrong";
  readonly why?: string | undefined;
}

export interface VendorVerdict {
  readonly vendor: string;
  readonly lists: readonly ListVerdict[];
  /** At least one labelled list synced, and none is wrong. */
  readonly works: boolean;
  /** Whether the headless command's run over everything inferred ends well. */
  readonly headless: boolean;
  readonly notes: readonly string[];
}

const recordsPerStream = 137;

/** What a person who connects an account says once, and the vendor's document leaves open. */
const accountOf: Readonly<Record<string, ParameterValues>> = {
  docusign: { "path:accountId": "8f2c0a1e-acme" },
  linode: { "path:apiVersion": "v4" },
  xero: { "header:xero-tenant-id": "45e4708e-d862-4111-ab3a-dd8cd03913e1" },
};

const now = Date.UTC(2026, 2, 2);
const stillClock = { now: () => now, sleep: async () => {} };

/** The emulator follows the hand-made labels, the engine what was inferred: two opinions of one document, and the records have to be the same. */
export async function checkVendor(vendor: LabelledVendor): Promise<VendorVerdict> {
  const { document } = await loadDocument(vendor.file);
  const { connector: inferred } = inferConnector(document, { name: vendor.name });
  const labelled = labelsToConnector(
    { ...vendor, labels: vendor.labels.map((label) => asInferred(label, inferred)) },
    document,
  );
  const account = accountOf[vendor.name] ?? {};
  const lists = await syncLabelled({ document, labelled, inferred, account });
  const { ended: headless, notes } =
    process.env["WAYBILL_LONG"] === "1" ? await byCommand(vendor.file) : await inProcess({ document, inferred });
  const works = lists.some(({ verdict }) => verdict === "synced") && lists.every(({ verdict }) => verdict !== "wrong");
  return { vendor: vendor.name, lists, works, headless, notes };
}

/** Where an answer holds two lists that are as good, the one that was inferred. */
function asInferred(label: Label, { streams }: Connector): Label {
  const found = Object.values(streams).find(({ list }) => list.path === label.path && list.method === label.method);
  return found !== undefined && label.itemsAlternatives?.includes(found.items) === true
    ? { ...label, items: found.items }
    : label;
}

interface HeadlessVerdict {
  readonly ended: boolean;
  readonly notes: readonly string[];
}

/** The command as a person types it: it also generates what the sync does not need. */
async function byCommand(document: string): Promise<HeadlessVerdict> {
  const { code, err } = await runToEnd(document, "--headless");
  return { ended: code === 0, notes: code === 0 ? [] : err.trim().split("\n").slice(-3) };
}

/** What the command does once the document is read. */
async function inProcess({
  document,
  inferred,
}: {
  readonly document: JsonObject;
  readonly inferred: Connector;
}): Promise<HeadlessVerdict> {
  const notes: string[] = [];
  const ended = await runHeadless({
    vendor: { document, connector: inferred },
    records: 6000,
    faults: false,
    onReceipt: (receipt) => {
      if (receipt.outcome !== "complete") notes.push(`${receipt.stream}: ${receipt.outcome}: ${reasonOf(receipt)}`);
    },
    onNote: (note) => notes.push(note),
  });
  return { ended, notes: ended ? [] : notes.slice(-3) };
}

/** What is printed of a run that hides why it is not complete: a defect of the engine. */
export const noReason = "the receipt says no reason";

/** Why a run is not complete, as its receipt says. */
export function reasonOf({ failure, completeness, counts }: ReceiptOfRun): string {
  const reasons = [
    failure?.message,
    completeness.proven ? undefined : completeness.why,
    counts.quarantined > 0 ? `${counts.quarantined} of ${counts.received} records were kept aside` : undefined,
  ].filter((reason) => reason !== undefined);
  return reasons.length === 0 ? noReason : reasons.join("; ");
}

type ReceiptOfRun = Pick<RunReceipt, "failure" | "completeness" | "counts">;

interface Contestants {
  readonly document: JsonObject;
  readonly labelled: Connector;
  readonly inferred: Connector;
  readonly account: ParameterValues;
}

async function syncLabelled({ document, labelled, inferred, account }: Contestants): Promise<readonly ListVerdict[]> {
  const emulator = createEmulator({
    document,
    connector: labelled,
    clock: stillClock,
    records: recordsPerStream,
    auth: "off",
    contract: "report", // judged is what is read; whether a header or a body that nobody fills is missing is another question
  });
  const store = createMemoryStore();
  const waybill = createWaybill({
    store,
    transport: ({ origins }) =>
      createTransport({ origins, fetch: (input, init) => emulator.fetch(new Request(input, init)) }),
  });
  const connection = waybill.connection(inferred.vendor, { connector: inferred, parameters: account });
  const { run } = await connection.streams();
  const verdicts: ListVerdict[] = [];
  for (const truth of Object.values(labelled.streams)) {
    verdicts.push(await judge({ truth, inferred, account, run, emulator, store, connection }));
  }
  await waybill.dispose();
  return verdicts;
}

interface Trial {
  readonly truth: StreamContract;
  readonly inferred: Connector;
  readonly account: ParameterValues;
  /** Inferred streams that run. */
  readonly run: readonly string[];
  readonly emulator: Emulator;
  readonly store: Store;
  readonly connection: Connection;
}

/** A required path or query parameter that nothing fills is the only reason to skip a list; whoever else leaves one out is wrong. */
async function judge({ truth, inferred, account, run, emulator, store, connection }: Trial): Promise<ListVerdict> {
  const list = `${truth.list.method} ${truth.list.path}`;
  const found = Object.values(inferred.streams).find((stream) => `${stream.list.method} ${stream.list.path}` === list);
  const open = unfilled(truth, account);
  const below = truth.parent !== undefined && found !== undefined && run.includes(found.name);
  if (open.length > 0 || (truth.parent !== undefined && !below)) return { list, verdict: "skipped" };
  if (found === undefined) return { list, verdict: "wrong", why: "not seen as a list" };
  const unread = await pulled(connection, found.name);
  if (unread !== undefined) return { list, verdict: "wrong", why: unread };
  const stored = await store.records(inferred.vendor, found.name, { limit: recordsPerStream * 10 });
  const why = difference(
    stored.map(({ data }) => data),
    emulator.records(truth.name),
  );
  return why === undefined ? { list, verdict: "synced" } : { list, verdict: "wrong", why };
}

/** Why a pull was not complete. */
async function pulled(connection: Connection, stream: string): Promise<string | undefined> {
  try {
    const receipt = await connection.pull(stream);
    return receipt.outcome === "complete" ? undefined : `${receipt.outcome}: ${reasonOf(receipt)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Parameters of a list that neither its parent nor the account fills. */
function unfilled({ list, parent }: StreamContract, account: ParameterValues): readonly string[] {
  const byParent = Object.keys(parent?.parameters ?? {}).map((name) => `path:${name}`);
  const filled = new Set([...byParent, ...Object.keys(account)]);
  const holes = [...list.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => `path:${name}`);
  return [...holes, ...(list.required ?? [])].filter((ref) => !filled.has(ref));
}

function difference(stored: readonly Json[], truth: readonly Json[]): string | undefined {
  const here = stored.map(text).toSorted();
  const there = truth.map((record) => text(isRecord(record) ? record : { value: record })).toSorted();
  if (here.length !== there.length) return `${here.length} records here, ${there.length} there`;
  return here.every((record, index) => record === there[index]) ? undefined : "records differ";
}

const isRecord = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** JSON with sorted members: stores may keep them in another order. */
function text(value: Json): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
