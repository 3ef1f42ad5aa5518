import type { Store } from "../contract.ts";
import { commitCases } from "./commit-cases.ts";
import { eventCases } from "./event-cases.ts";
import { handleCases } from "./handle-cases.ts";
import { hostileCases } from "./hostile-cases.ts";
import { indexCases } from "./index-cases.ts";
import { lifeCases } from "./life-cases.ts";
import { listCases } from "./list-cases.ts";
import { recallCases, sharedRecallCases } from "./recall-cases.ts";
import { recordCases } from "./record-cases.ts";
import type { ConformanceCase, Expect } from "./suite.ts";

export interface StoreConformanceOptions {
  /** Registers a test: Vitest's, Jest's, `node:test`'s. */
  readonly test: (name: string, run: () => Promise<void>) => unknown;
  readonly expect: Expect;
  /** Groups tests. Default: none. */
  readonly describe?: ((name: string, body: () => void) => unknown) | undefined;
  /** A new handle on a tenant's store, empty when nobody opened it before. The suite names each tenant in one case only, and closes each handle. */
  readonly open: (tenant: string) => Promise<Store>;
  /** Whether two handles of one tenant share its data. Default `false`: the store lives in one handle. */
  readonly shared?: boolean | undefined;
}

/**
 * Checks a store against its contract, guarantee by guarantee, through the public methods alone. That a row which cannot be read is a failure
 * (guarantee 6) and that nothing foreign is awaited in a transaction (7) take knowledge of the implementation: its own tests show them.
 */
export function storeConformance(options: StoreConformanceOptions): void {
  const group = options.describe ?? ((_name: string, body: () => void) => body());
  for (const [name, cases] of Object.entries(groupsFor(options))) {
    group(name, () => {
      for (const each of cases) options.test(each.name, () => runCase(each, options));
    });
  }
}

function groupsFor({ shared = false }: StoreConformanceOptions): Readonly<Record<string, readonly ConformanceCase[]>> {
  return {
    commits: commitCases,
    records: recordCases,
    indexes: indexCases,
    "what is recalled": recallCases,
    lists: listCases,
    "hostile input": hostileCases,
    events: eventCases,
    "life and end": lifeCases,
    ...(shared && { "several handles": [...handleCases, ...sharedRecallCases] }),
  };
}

async function runCase(each: ConformanceCase, options: StoreConformanceOptions): Promise<void> {
  const opened: Store[] = [];
  const open = async (tenant: string = `conformance: ${each.name}`) => {
    const store = await options.open(tenant);
    opened.push(store);
    return store;
  };
  try {
    await each.run({ expect: options.expect, open });
  } finally {
    await Promise.all(opened.map((store) => store.close()));
  }
}
