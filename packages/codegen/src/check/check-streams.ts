import type { Connector, Json, StreamContract } from "@waybill/sync/connector";
import { judgeStream } from "./judge-stream.ts";
import type { Difference, ReadStream, StreamCheck } from "./judge-stream.ts";
import { sandboxFetch } from "./sandbox-fetch.ts";

export interface CheckRequest {
  readonly connector: Connector;
  /** What the document promises of each stream's records. */
  readonly shape: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Where the sandbox is, with the path of its API. */
  readonly baseUrl: string;
  readonly secret: string | undefined;
}

export interface CheckReport {
  readonly streams: readonly StreamCheck[];
  /** Streams that nobody asked for, and the parameters that they wait for. */
  readonly waiting: readonly { readonly stream: string; readonly missing: readonly string[] }[];
}

/** Records of the engine's own run, by stream. */
interface Seen {
  readonly pages: (readonly Json[])[];
  observed: Json | undefined;
}

const pagesWanted = 2;

/** A page of a child stream takes a turn to find its parent, and the first parents may have no children. */
const mostTurns = 6;

/**
 * Reads two pages of every list as a product would, with the engine, into memory: nothing but list operations is called, and nothing is kept.
 */
export async function checkStreams({ connector, shape, baseUrl, secret }: CheckRequest): Promise<CheckReport> {
  const { createWaybill, createMemoryStore, drift } = await loadEngine();
  const seen = new Map<string, Seen>();
  const watch = drift({ shape });
  const store = createMemoryStore();
  const waybill = createWaybill({
    store,
    fetch: sandboxFetch({ origin: new URL(baseUrl).origin, scheme: connector.auth[0], secret }),
    drift: {
      ...watch,
      observe: (page) => {
        const of = seen.get(page.contract.name) ?? { pages: [], observed: undefined };
        const { observed } = watch.observe(page);
        of.pages.push(page.items);
        of.observed = observed;
        seen.set(page.contract.name, of);
        return { observed };
      },
    },
  });
  const connection = waybill.connection("sandbox", { connector: { ...connector, identity: undefined }, baseUrl });
  const foundIn = async (contract: StreamContract): Promise<readonly Difference[]> => {
    const { pages = [], observed } = seen.get(contract.name) ?? {};
    const received = pages.reduce((sum, page) => sum + page.length, 0);
    const run = {
      store,
      connection: "sandbox",
      contract,
      mode: "full",
      received,
      observed,
      history: undefined,
    } as const;
    const { findings } = received === 0 ? { findings: [] } : await watch.conclude(run);
    const { items } = await store.quarantine("sandbox", { stream: contract.name, limit: 1 });
    return [...items.map(({ reason, pointer, message }) => ({ kind: reason, pointer, message })), ...findings];
  };
  const check = async (contract: StreamContract): Promise<StreamCheck> => {
    const read = () => seen.get(contract.name)?.pages ?? [];
    const isEnough = () => read().filter((page) => page.length > 0).length >= pagesWanted;
    let end: ReadStream["end"] = { kind: "open" };
    for (let turn = 0; turn < mostTurns && end.kind === "open" && !isEnough(); turn += 1) {
      end = endOf(await connection.step(contract.name, { mode: "full", maxPages: 1 }));
    }
    return judgeStream({ contract, pages: read(), end, found: await foundIn(contract) });
  };
  try {
    const { run, skipped } = await connection.streams();
    const streams: StreamCheck[] = [];
    for (const name of run.toSorted((a, b) => depthOf(connector, a) - depthOf(connector, b))) {
      const contract = connector.streams[name];
      if (contract !== undefined) streams.push(await check(contract));
    }
    return { streams, waiting: skipped };
  } finally {
    await waybill.dispose();
  }
}

/** Parents are read before their children. */
function depthOf({ streams }: Connector, name: string): number {
  const parents = new Set<string>();
  for (let at = streams[name]?.parent?.stream; at !== undefined && !parents.has(at); at = streams[at]?.parent?.stream) {
    parents.add(at);
  }
  return parents.size;
}

interface Stepped {
  readonly state: string;
  readonly failure?: { readonly code: string; readonly message: string } | undefined;
  readonly receipt?: {
    readonly outcome: string;
    readonly completeness: { readonly proven: boolean; readonly why?: string };
    readonly failure?: { readonly code: string; readonly message: string } | undefined;
  };
}

function endOf({ state, failure, receipt }: Stepped): ReadStream["end"] {
  const failed = failure ?? receipt?.failure;
  if (failed !== undefined) return { kind: "failed", code: failed.code, message: failed.message };
  if (receipt === undefined)
    return state === "more" ? { kind: "open" } : { kind: "failed", code: state, message: state };
  const { proven, why = "" } = receipt.completeness;
  return { kind: "ended", proven, why, whole: receipt.outcome !== "partial" };
}

/** Loaded only here: whoever generates code needs no engine. */
async function loadEngine() {
  // oxlint-disable no-restricted-imports -- the command alone loads the engine, and only when it is asked for
  const [{ createWaybill }, { createMemoryStore }, { drift }] = await Promise.all([
    import("@waybill/sync"),
    import("@waybill/sync/store"),
    import("@waybill/sync/drift"),
  ]);
  // oxlint-enable no-restricted-imports
  return { createWaybill, createMemoryStore, drift };
}
