import { createWaybill, storeTokens } from "@waybill/sync";
import { type Store, createMemoryStore } from "@waybill/sync/store";
import { type StoredTokens, createTransport } from "@waybill/transport";
import { connector } from "../../../../../openapi/harbor-crm/connector.ts";
import type { Integration, Product } from "./product.ts";

interface Given {
  /** Default: in memory. */
  readonly store?: Store | undefined;
  /** What the store says of itself. Default: that it keeps nothing. */
  readonly durable?: boolean | undefined;
  /** Default: the customer has connected the vendor, and its tokens are stored. */
  readonly connected?: boolean | undefined;
  /** Ids of vendors besides, which the customer has not connected. Default: none. */
  readonly others?: readonly string[] | undefined;
  /** Ends the access at the vendor. Default: at once. */
  readonly revoke?: (() => Promise<void>) | undefined;
}

interface Opened {
  readonly product: Product;
  readonly integration: Integration;
  readonly store: Store;
}

const id = "harbor-crm";
const setup = {
  baseUrl: connector.baseUrl,
  controlUrl: "http://127.0.0.1",
  access: { kind: "none" },
  document: "harbor-crm.yaml",
  tokenTtlMs: 60_000,
} as const;
const tokens: StoredTokens = { format: 1, tokenType: "Bearer", accessToken: "a", refreshToken: "r" };
const vendor = { connector, setup, shape: {} };

/** A product with one vendor, which nobody can reach. */
export async function openedProduct(given: Given): Promise<Opened> {
  const store = { ...(given.store ?? createMemoryStore()), durable: given.durable ?? false };
  const fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  const waybill = createWaybill({ store, transport: (options) => createTransport({ ...options, fetch }) });
  const { revoke = () => Promise.resolve() } = given;
  const streams = ["contacts"];
  const connection = given.connected === false ? undefined : waybill.connection(id, { connector, streams, revoke });
  if (connection !== undefined) await storeTokens(store).save(id, tokens);
  const integration = { id, connector, setup, streams, connection };
  const others = (given.others ?? []).map((other) => ({ ...vendor, connector: { ...connector, vendor: other } }));
  const unconnected = others.map((other) => ({ ...integration, id: other.connector.vendor, connection: undefined }));
  const integrations = [integration, ...unconnected];
  return { product: { vendors: [vendor, ...others], store, waybill, integrations }, integration, store };
}
