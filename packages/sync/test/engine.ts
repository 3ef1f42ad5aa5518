import { bearer } from "@waybill/transport";
import { createVirtualClock } from "@waybill/transport/testing";
import { contractVersion } from "../src/connector/index.ts";
import type { Connector, StreamContract } from "../src/connector/index.ts";
import { createWaybill } from "../src/engine.ts";
import type { ConnectionOptions, WaybillOptions } from "../src/engine.ts";
import { createMemoryStore } from "../src/store/index.ts";
import { contractWith } from "./contract.ts";
import { ownLocks } from "./own-locks.ts";
import type { Vendor } from "./pull-context.ts";

export function connectorOf(
  streams: readonly StreamContract[],
  told: Pick<Connector, "limits" | "identity"> = {},
): Connector {
  return {
    ...told,
    contractVersion,
    vendor: "harbor-crm",
    title: "Harbor CRM",
    version: "1.0.0",
    baseUrl: "https://api.harbor.test",
    auth: [{ kind: "bearer" }],
    streams: Object.fromEntries(streams.map((stream) => [stream.name, stream])),
  };
}

export interface EngineOver extends Pick<Connector, "limits" | "identity"> {
  readonly vendor: Vendor;
  readonly streams?: readonly StreamContract[] | undefined;
  readonly waybill?: Partial<WaybillOptions> | undefined;
  readonly connection?: Partial<ConnectionOptions> | undefined;
}

/** An engine on virtual time, over a memory store and the real transport, with one connection. */
export function engineOver({ vendor, streams = [contractWith()], limits, identity, ...change }: EngineOver) {
  const clock = createVirtualClock();
  const store = createMemoryStore();
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => vendor(new Request(input, init));
  const lock = ownLocks();
  const open = (more: Partial<WaybillOptions> = {}) =>
    createWaybill({ store, clock, fetch, lock, ...change.waybill, ...more });
  const waybill = open();
  const connector = connectorOf(streams, { limits, identity });
  const connection = waybill.connection("acme", { connector, credential: bearer("first"), ...change.connection });
  return { clock, store, waybill, connection, connector, open };
}
