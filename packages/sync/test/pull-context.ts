import { failure, isFailureError } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { createVirtualClock } from "@waybill/transport/testing";
import type { VirtualClock } from "@waybill/transport/testing";
import type { StreamContract, StreamRuntime } from "../src/connector/index.ts";
import { createMetMemory } from "../src/pull/proof/met-memory.ts";
import { createPageMemory } from "../src/pull/page/page-memory.ts";
import { pullDefaults } from "../src/pull/settings.ts";
import type { PullSettings } from "../src/pull/settings.ts";
import type { Watch } from "../src/pull/watch.ts";
import type { StreamContext } from "../src/pull/stream-context.ts";
import { createMemoryStore } from "../src/store/index.ts";
import type { Store } from "../src/store/index.ts";
import { contractWith } from "./contract.ts";

export type Vendor = (request: Request) => Response | Promise<Response>;

export interface ContextOptions {
  readonly vendor: Vendor;
  readonly contract?: StreamContract | undefined;
  readonly runtime?: StreamRuntime | undefined;
  readonly watch?: Watch | undefined;
  readonly store?: Store | undefined;
  readonly clock?: VirtualClock | undefined;
  readonly owner?: string | undefined;
  readonly settings?: Partial<PullSettings> | undefined;
}

export interface TestContext extends StreamContext {
  readonly clock: VirtualClock;
}

/** A pull without a transport: what the vendor answers is what the pull gets. */
export function pullContext(options: ContextOptions): TestContext {
  let requests = 0;
  let ids = 0;
  const clock = options.clock ?? createVirtualClock();
  const owner = options.owner ?? "engine-1";
  return {
    store: options.store ?? createMemoryStore(),
    clock,
    connection: "acme",
    contract: options.contract ?? contractWith(),
    runtime: options.runtime,
    watch: options.watch,
    pages: createPageMemory("5eed".repeat(8)),
    met: createMetMemory(),
    servers: { declared: "https://api.vendor.test", used: "https://api.vendor.test" },
    headers: {},
    send: async ({ url, method, headers, body }, { signal }) => {
      requests += 1;
      const response = await options.vendor(new Request(url, { method, headers, ...(body !== undefined && { body }) }));
      signal.throwIfAborted();
      return response;
    },
    classify: (outcome) => classifyForTest(outcome, clock.now()),
    meter: () => ({ requests, retries: 0, waitedMs: 0 }),
    told: {},
    newId: () => `${owner}-${(ids += 1)}-${clock.monotonic()}`,
    owner,
    queue: {},
    settings: { ...pullDefaults, ...options.settings },
  };
}

const codes: Readonly<Record<number, Failure["code"]>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  410: "gone",
  429: "rate_limited",
  500: "unavailable",
  503: "unavailable",
};

function classifyForTest(outcome: unknown, now: number): Failure {
  if (isFailureError(outcome)) return outcome.failure;
  if (!(outcome instanceof Response)) return failure("network", { message: "lost", cause: outcome });
  const after = outcome.headers.get("retry-after");
  const { status } = outcome;
  const code = codes[status] ?? "invalid";
  return failure(code, {
    message: `HTTP ${status}`,
    status,
    ...(after !== null && { retryAt: now + Number(after) * 1000 }),
  });
}
