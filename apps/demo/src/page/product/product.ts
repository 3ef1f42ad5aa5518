import { type Connection, type Waybill, createWaybill, storeTokens } from "@waybill/sync";
import type { Connector } from "@waybill/sync/connector";
import { drift } from "@waybill/sync/drift";
import { openStore } from "@waybill/sync/idb";
import { type Store, noticeLoss } from "@waybill/sync/store";
import { createTransport, isFailureError } from "@waybill/transport";
import { revokeTokens } from "@waybill/transport/oauth2";
import { credentialFor } from "../../credential.ts";
import type { Setup } from "../../setup.ts";
import { streamsOf } from "../../streams-of.ts";
import { type Arrival, arrive, leaveForConsent } from "./authorization.ts";
import { goingOn } from "./going-on.ts";
import { type Vendor, shapesOf } from "./vendor.ts";

/** The one customer whose pages these are. */
const tenant = "northpier-freight";

/** One vendor as the customer has it: connected or not. */
export interface Integration {
  /** Names the connection in the store, and its tokens. */
  readonly id: string;
  readonly connector: Connector;
  readonly setup: Setup;
  /** Streams that are synced, in the connector's order. */
  readonly streams: readonly string[];
  /** Absent until the customer has connected the vendor. */
  readonly connection: Connection | undefined;
}

interface Parts {
  readonly vendors: readonly Vendor[];
  readonly store: Store;
}

/** The product while it is open on a page. Connecting, disconnecting and starting over each make a new one. */
export interface Product extends Parts {
  readonly waybill: Waybill;
  readonly integrations: readonly Integration[];
}

/** Opens the store, takes in a customer who comes back from a vendor, and goes on with what a closed page left open. */
export async function openProduct(vendors: readonly Vendor[]): Promise<readonly [Product, Arrival]> {
  const store = await openTenantStore();
  const parts = { vendors, store };
  const arrival = await arrive(vendors);
  if (arrival.state === "agreed") await storeTokens(parts.store).save(arrival.id, arrival.tokens);
  const known = await Promise.all(
    vendors.map(async (vendor) => ({ id: idOf(vendor), is: await isConnected(parts, vendor) })),
  );
  const product = make(
    parts,
    known.filter(({ is }) => is).map(({ id }) => id),
  );
  if (arrival.state === "agreed") await integrationOf(product, arrival.id)?.connection?.reconnect();
  await goOn(product);
  return [product, arrival];
}

/** A browser may empty the database: what was lost with it is told, and the receipts say why everything is read again. */
async function openTenantStore(): Promise<Store> {
  const store = await openStore({ tenant });
  // One that refuses a database refuses this, too: even the name of it throws.
  return store.durable ? noticeLoss(store, { reminder: localStorage, key: tenant }) : store;
}

/** The integration of that id, where the product has one. */
export function integrationOf(product: Product, id: string): Integration | undefined {
  return product.integrations.find((integration) => integration.id === id);
}

/** Leaves for the vendor's consent page; where the vendor has none, connects at once. */
export async function connect(product: Product, { id, setup }: Integration): Promise<Product> {
  if (setup.access.kind === "oauth2") {
    await leaveForConsent(id, setup.access);
    return product;
  }
  return again(product, [...connectedIn(product), id]);
}

/** What was stored could not all be forgotten, though the access has ended. */
export class NotForgotten extends Error {
  override readonly name = "NotForgotten";
}

/** Forgets every record and receipt, keeps the connection, and syncs from the beginning. */
export async function startOver(product: Product, { id, connection }: Integration): Promise<Product> {
  const tokens = await product.store.tokens(id);
  try {
    await connection?.erase();
  } finally {
    // It can reject after it erased them.
    if (tokens !== undefined) await storeTokens(product.store).save(id, tokens);
  }
  return again(product, connectedIn(product));
}

/**
 * Ends the grant at the vendor, then forgets everything about it. Rejects, with nothing changed, when the vendor does not answer.
 * @throws NotForgotten when the grant has ended and something of it is still stored.
 */
export async function disconnect(product: Product, { id, connection }: Integration): Promise<Product> {
  await connection?.disconnect();
  try {
    await connection?.erase();
  } catch (cause) {
    throw new NotForgotten("The access has ended, and not everything that was stored could be erased.", { cause });
  }
  return again(
    product,
    connectedIn(product).filter((connected) => connected !== id),
  );
}

function idOf({ connector }: Vendor): string {
  return connector.vendor;
}

/** The ids of what the customer has connected. */
export function connectedIn({ integrations }: Product): readonly string[] {
  return integrations.filter(({ connection }) => connection !== undefined).map(({ id }) => id);
}

/** The product with that one connected, or not, as another tab has it now. */
export async function withConnected(product: Product, id: string, isNow: boolean): Promise<Product> {
  const connected = connectedIn(product);
  if (connected.includes(id) === isNow) return product;
  return again(product, isNow ? [...connected, id] : connected.filter((known) => known !== id));
}

/** An engine knows its connections for good: another set of them is another engine over the same store, which goes on where the last one was. */
async function again(product: Product, connected: readonly string[]): Promise<Product> {
  await product.waybill.dispose();
  const made = make(product, connected);
  await goOn(made);
  return made;
}

function make({ vendors, store }: Parts, connected: readonly string[]): Product {
  const engine = createWaybill({
    store,
    drift: drift({ shape: shapesOf(vendors) }),
    // The emulators' keys open nothing, so this page may hold them; a real product keeps such keys on its server, behind a relay.
    transport: ({ credential, origins }) => createTransport({ credential, origins, allowSecretsInBrowser: true }),
  });
  const waybill = goingOn(engine, store);
  const integrations = vendors.map((vendor) => {
    const { connector, setup } = vendor;
    const id = idOf(vendor);
    const streams = streamsOf(connector);
    const connection = connected.includes(id) ? open({ waybill, store }, vendor) : undefined;
    return { id, connector, setup, streams, connection };
  });
  return { vendors, store, waybill, integrations };
}

function open({ waybill, store }: Pick<Product, "waybill" | "store">, vendor: Vendor): Connection {
  const { connector, setup } = vendor;
  const { access, baseUrl } = setup;
  const grant = { tokens: storeTokens(store), key: idOf(vendor) };
  return waybill.connection(grant.key, {
    connector,
    baseUrl,
    credential: credentialFor(access, grant),
    streams: streamsOf(connector),
    revoke: access.kind === "oauth2" ? () => revokeTokens({ ...access, ...grant }) : undefined,
  });
}

/** With OAuth, tokens say so. Other vendors have been connected when there is something of theirs. */
async function isConnected({ store }: Parts, vendor: Vendor): Promise<boolean> {
  const id = idOf(vendor);
  if (vendor.setup.access.kind === "oauth2") return (await store.tokens(id)) !== undefined;
  const checkpoints = await Promise.all(streamsOf(vendor.connector).map((stream) => store.checkpoint(id, stream)));
  return checkpoints.some((checkpoint) => checkpoint !== undefined);
}

/** Syncs what was never synced; with what was left in the middle the engine goes on by itself. How it ends is in the status, which the widgets show. */
async function goOn({ integrations, store }: Product): Promise<void> {
  for (const { id, connection, streams } of integrations) {
    if (connection === undefined) continue;
    const checkpoints = await Promise.all(streams.map((stream) => store.checkpoint(id, stream)));
    const unread = streams.filter(
      (_, index) => checkpoints[index]?.last === undefined && checkpoints[index]?.run === undefined,
    );
    if (unread.length > 0) connection.sync({ streams: unread }).catch(reportUnlessFailure);
  }
}

function reportUnlessFailure(error: unknown): void {
  if (!isFailureError(error)) reportError(error);
}
