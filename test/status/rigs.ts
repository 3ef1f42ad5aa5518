import { createMemorySource, exampleSnapshot } from "@waybill/react/testing";
import { createWaybill } from "@waybill/sync";
import type { Receipt, StatusSource } from "@waybill/sync/status";
import { httpStatusSource } from "@waybill/sync/status-http";
import { createMemoryStore } from "@waybill/sync/store";
import type { StatusRig } from "@waybill/sync/testing";
import { connectWaybill, serveWaybill } from "@waybill/sync/worker";
import { createVirtualClock } from "@waybill/transport/testing";
import { contractVersion, type Connector } from "@waybill/sync/connector";
import { contractWith } from "../../packages/sync/test/contract.ts";
import { fakeVendor, rowsOf } from "../../packages/sync/test/vendor.ts";
import { createReferee } from "./document.ts";
import { startStatusServer } from "./status-server.ts";

const target = { connection: "acme", stream: "contacts" } as const;

/** Each of the event loop's turns is a moment of the clock, far shorter than any wait that a source gives up after. */
const momentMs = 20;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The source of the testing entry. */
export async function memoryRig(): Promise<StatusRig> {
  const receipts: Receipt[] = [];
  const whole = { connection: target.connection };
  const source = createMemorySource({ snapshots: [exampleSnapshot(whole), exampleSnapshot(target)], receipts });
  return {
    source,
    target,
    finishRun: async () => {
      const receipt = receiptOf(`rcp_${receipts.length + 1}`);
      receipts.unshift(receipt);
      const change = { phase: "idle", lastOutcome: "complete", receipt: receipt.id } as const;
      source.set(target, change);
      source.set(whole, change);
      return receipt.id;
    },
    breakReads: (broken) => source.breakReads(broken ? new Error("The disk is gone.") : undefined),
    acted: () => source.acted.length,
    until: async (condition) => {
      while (!condition()) await turn();
    },
    close: async () => undefined,
  };
}

/** The engine itself, over a vendor that answers. */
export async function engineRig(): Promise<StatusRig> {
  const clock = createVirtualClock();
  const fake = fakeVendor(rowsOf(3));
  const store = createMemoryStore();
  const waybill = createWaybill({ store, clock, fetch: async (input, init) => fake.vendor(new Request(input, init)) });
  const stream = { ...contractWith(), name: target.stream };
  const connector: Connector = {
    contractVersion,
    vendor: "harbor-crm",
    title: "Harbor CRM",
    version: "1.0.0",
    baseUrl: "https://api.harbor.test",
    auth: [],
    streams: { [stream.name]: stream },
  };
  const connection = waybill.connection(target.connection, { connector });
  return {
    source: waybill.status,
    target,
    finishRun: async () => {
      const receipt = await clock.settle(connection.pull(target.stream, { mode: "full" }));
      await clock.advance(1000);
      return receipt.id;
    },
    acted: () => fake.asked.length,
    until: async (condition) => {
      while (!condition()) {
        await clock.advance(momentMs);
        await turn();
      }
    },
    close: async () => void (await clock.settle(waybill.dispose())),
  };
}

/** Any of the above behind a port, as an engine in a Worker is. */
export async function workerRig(openBehind: () => Promise<StatusRig>): Promise<StatusRig> {
  const behind = await openBehind();
  const { port1, port2 } = new MessageChannel();
  const beside = createWaybill({ store: createMemoryStore() });
  serveWaybill({
    waybill: { ...beside, status: { ...beside.status, ...behind.source } },
    connection: () => undefined,
    port: port2,
  });
  const remote = connectWaybill(port1);
  return {
    ...behind,
    source: remote.status,
    close: async () => {
      remote.terminate();
      await beside.dispose();
      await behind.close();
    },
  };
}

/** Any of the above behind a Node server of the document, read by the HTTP source. Closing fails when a word of either was not as the document says. */
export async function httpRig(
  openBehind: () => Promise<StatusRig>,
  { streams }: { readonly streams: boolean },
): Promise<StatusRig> {
  const behind = await openBehind();
  const clock = createVirtualClock();
  const referee = createReferee();
  const authorization = "Bearer of-now";
  const server = await startStatusServer({
    source: behind.source,
    referee,
    streams,
    authorization,
    now: () => clock.now(),
  });
  const source: StatusSource = httpStatusSource({
    url: server.url,
    fetch,
    clock,
    headers: async () => ({ authorization }),
    settings: { answerWithinMs: 1e9, silenceMs: 1e9, idleEveryMs: 1000, unplannedEveryMs: 1000 },
  });
  const ends: (() => void)[] = [];
  return {
    ...behind,
    source: {
      ...source,
      subscribe: (...given) => {
        const end = source.subscribe(...given);
        ends.push(end);
        return end;
      },
    },
    until: (condition) =>
      behind.until(() => {
        if (condition()) return true;
        void clock.advance(momentMs);
        return false;
      }),
    close: async () => {
      for (const end of ends) end();
      await server.close();
      await behind.close();
      if (referee.faults.length > 0 || referee.judged() === 0) throw new Error(referee.faults.join("\n"));
    },
  };
}

function receiptOf(id: string): Receipt {
  return {
    format: 1,
    kind: "run",
    id,
    ...target,
    correlationId: `correlation of ${id}`,
    startedAt: 1000,
    finishedAt: 2000,
    attempts: 1,
    outcome: "complete",
    mode: "full",
    checkpoint: { before: 0, after: 1 },
    counts: {
      received: 3,
      created: 3,
      updated: 0,
      unchanged: 0,
      removed: 0,
      duplicate: 0,
      filtered: 0,
      quarantined: 0,
      swept: 0,
    },
    completeness: { proven: false, why: "The vendor gives no count." },
    pages: 1,
    requests: 1,
    retries: 0,
    waitedMs: 0,
    bytes: 100,
    digest: "d1935",
  };
}
