import { basename } from "node:path";
import type { Emulator } from "@waybill/emulator";
import { serve as serveEmulator } from "@waybill/emulator/node";
import { accessOf } from "../access.ts";
import type { Setup } from "../setup.ts";
import { emulate, tokenTtlMs } from "./emulate.ts";
import { servePage } from "./page-server.ts";
import type { Vendor } from "./prepare.ts";

interface ServeOptions {
  readonly vendors: readonly Vendor[];
  /** Port of the page; the vendors take the next ones. 0: any. */
  readonly port: number;
  /** Records that each vendor holds. */
  readonly records: number;
  /** What an answer takes over a real network, milliseconds: without it a sync is over before anybody sees it run. */
  readonly latency: number;
}

/** The product and its vendors, listening. */
export interface Served {
  readonly pageUrl: string;
  /** In the order of the vendors. */
  readonly vendorUrls: readonly string[];
  close(): Promise<void>;
}

interface Listening {
  readonly vendor: Vendor;
  readonly url: string;
  readonly setup: Setup;
  close(): Promise<void>;
}

const rateLimit = { requests: 100, windowMs: 10_000 };

/** Starts the vendors, then the product that is built for them. */
export async function serve({ vendors, port, records, latency }: ServeOptions): Promise<Served> {
  const listening = await Promise.all(
    vendors.map((vendor, nth) => {
      const emulator = distant(emulate(vendor, { records, rateLimit, faults: 0 }), latency);
      return listen(vendor, emulator, port === 0 ? 0 : port + 1 + nth);
    }),
  );
  const page = await servePage({
    vendors: listening.map(({ vendor, setup }) => ({ folder: vendor.folder, setup })),
    port,
  });
  return {
    pageUrl: page.url,
    vendorUrls: listening.map(({ url }) => url),
    async close() {
      await Promise.all([page, ...listening].map((each) => each.close()));
    },
  };
}

async function listen(vendor: Vendor, emulator: Emulator, port: number): Promise<Listening> {
  const server = await serveEmulator(emulator, { port });
  const { url } = server;
  const setup: Setup = {
    baseUrl: new URL(pathOf(vendor.connector.baseUrl), url).href.replace(/\/$/, ""),
    controlUrl: new URL("/__emulator/", url).href,
    access: accessOf(vendor.connector, emulator.credentials(), url) ?? { kind: "none" },
    document: basename(vendor.source),
    tokenTtlMs,
  };
  return { vendor, url, setup, close: () => server.close() };
}

/** The same vendor, further away. Preflights are a browser's own matter and stay quick. */
function distant(emulator: Emulator, latency: number): Emulator {
  return {
    ...emulator,
    exchange: async (request) => {
      if (request.method !== "OPTIONS") await new Promise((resolve) => setTimeout(resolve, latency));
      return emulator.exchange(request);
    },
  };
}

/** A document may name its server by a path alone. */
function pathOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).pathname : baseUrl;
}
