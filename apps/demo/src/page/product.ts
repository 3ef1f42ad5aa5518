import { type Connection, type Waybill, createWaybill, storeTokens } from "@waybill/sync";
import type { Connector } from "@waybill/sync/connector";
import { openStore } from "@waybill/sync/idb";
import type { Store } from "@waybill/sync/store";
import { createTransport, isFailureError } from "@waybill/transport";
import { credentialFor } from "../credential.ts";
import type { Setup } from "../setup.ts";
import { streamsOf } from "../streams-of.ts";
import { type Arrival, arrive, leaveForConsent } from "./authorization.ts";

/** The one customer whose settings page this is. */
const tenant = "northpier-freight";

interface Parts {
  readonly connector: Connector;
  readonly setup: Setup;
  readonly store: Store;
}

/** The product while it is open on a page. Connecting, disconnecting and starting over each make a new one. */
export interface Product extends Parts {
  readonly waybill: Waybill;
  /** Tells this product's cached answers from those of the one before it. */
  readonly generation: number;
  /** Names the connection in the store, and its tokens. */
  readonly id: string;
  /** Absent until the customer has connected the vendor. */
  readonly connection: Connection | undefined;
  /** Streams that are synced, in the connector's order. */
  readonly streams: readonly string[];
}

/** Opens the store, takes in a customer who comes back from the vendor, and goes on with what a closed page left open. */
export async function openProduct(vendor: Omit<Parts, "store">): Promise<readonly [Product, Arrival]> {
  const parts = { ...vendor, store: await openStore({ tenant }) };
  const { access } = vendor.setup;
  const arrival = access.kind === "oauth2" ? await arrive(access) : ({ state: "none" } as const);
  const id = vendor.connector.vendor;
  if (arrival.state === "agreed") await storeTokens(parts.store).save(id, arrival.tokens);
  const product = make(parts, { connected: await isConnected(parts, id), generation: 0 });
  if (arrival.state === "agreed") await product.connection?.reconnect();
  await goOn(product);
  return [product, arrival];
}

/** Leaves for the vendor's consent page; where the vendor has none, connects at once. */
export async function connect(product: Product): Promise<Product> {
  const { access } = product.setup;
  if (access.kind === "oauth2") {
    await leaveForConsent(access);
    return product;
  }
  const connected = next(product, true);
  await goOn(connected);
  return connected;
}

/** Forgets every record and receipt, keeps the connection, and syncs from the beginning. */
export async function startOver(product: Product): Promise<Product> {
  const tokens = await product.store.tokens(product.id);
  await forget(product);
  if (tokens !== undefined) await storeTokens(product.store).save(product.id, tokens);
  const again = next(product, true);
  await goOn(again);
  return again;
}

/** Forgets everything about the vendor, tokens too. */
export async function disconnect(product: Product): Promise<Product> {
  await forget(product);
  return next(product, false);
}

async function forget({ waybill, store, id }: Product): Promise<void> {
  await waybill.dispose(); // an engine that still works would write what is being erased
  await store.erase(id);
}

function next(product: Product, connected: boolean): Product {
  return make(product, { connected, generation: product.generation + 1 });
}

function make({ connector, setup, store }: Parts, state: { connected: boolean; generation: number }): Product {
  const { connected, generation } = state;
  const id = connector.vendor;
  const waybill = createWaybill({
    store,
    // The emulator's keys open nothing, so this page may hold them; a real product keeps such keys on its server, behind a relay.
    transport: ({ credential, origins }) => createTransport({ credential, origins, allowSecretsInBrowser: true }),
  });
  const credential = credentialFor(setup.access, { tokens: storeTokens(store), key: id });
  const streams = streamsOf(connector);
  const { baseUrl } = setup;
  const connection = connected ? waybill.connection(id, { connector, credential, baseUrl, streams }) : undefined;
  return { connector, setup, store, waybill, generation, id, connection, streams };
}

/** With OAuth, tokens say so. Other vendors have been connected when there is something of theirs. */
async function isConnected({ setup, store, connector }: Parts, id: string): Promise<boolean> {
  if (setup.access.kind === "oauth2") return (await store.tokens(id)) !== undefined;
  const checkpoints = await Promise.all(streamsOf(connector).map((stream) => store.checkpoint(id, stream)));
  return checkpoints.some((checkpoint) => checkpoint !== undefined);
}

/** Syncs what was never synced or was left in the middle. How it ends is in the status, which the widgets show. */
async function goOn({ connection, store, id, streams }: Product): Promise<void> {
  if (connection === undefined) return;
  const checkpoints = await Promise.all(streams.map((stream) => store.checkpoint(id, stream)));
  const open = streams.filter(
    (_, index) => checkpoints[index]?.last === undefined || checkpoints[index].run !== undefined,
  );
  if (open.length > 0) connection.sync({ streams: open }).catch(reportUnlessFailure);
}

function reportUnlessFailure(error: unknown): void {
  if (!isFailureError(error)) reportError(error);
}
