import { basename } from "node:path";
import type { Emulator } from "@waybill/emulator";
import { serve as serveEmulator } from "@waybill/emulator/node";
import { accessOf } from "../access.ts";
import { emulate, tokenTtlMs } from "./emulate.ts";
import { servePage } from "./page-server.ts";
import type { Vendor } from "./prepare.ts";

interface ServeOptions {
  readonly vendor: Vendor;
  /** Path of the document, for the page to name. */
  readonly source: string;
  /** Port of the page; the vendor takes the next. 0: any. */
  readonly port: number;
}

/** The product and its vendor, listening. */
export interface Served {
  readonly pageUrl: string;
  readonly vendorUrl: string;
  close(): Promise<void>;
}

const rateLimit = { requests: 100, windowMs: 10_000 };
/** What an answer takes over a real network: without it a sync is over before anybody sees it run. */
const latencyMs = 140;

/** Starts the vendor, then the product that is built for it. */
export async function serve({ vendor, source, port }: ServeOptions): Promise<Served> {
  const emulator = distant(emulate(vendor, { rateLimit, faults: 0 }));
  const listening = await serveEmulator(emulator, { port: port === 0 ? 0 : port + 1 });
  const page = await servePage({
    folder: vendor.folder,
    port,
    setup: {
      baseUrl: new URL(pathOf(vendor.connector.baseUrl), listening.url).href.replace(/\/$/, ""),
      controlUrl: new URL("/__emulator/", listening.url).href,
      access: accessOf(vendor.connector, emulator.credentials(), listening.url) ?? { kind: "none" },
      document: basename(source),
      tokenTtlMs,
    },
  });
  return {
    pageUrl: page.url,
    vendorUrl: listening.url,
    async close() {
      await Promise.all([page.close(), listening.close()]);
    },
  };
}

/** The same vendor, further away. Preflights are a browser's own matter and stay quick. */
function distant(emulator: Emulator): Emulator {
  return {
    ...emulator,
    exchange: async (request) => {
      if (request.method !== "OPTIONS") await new Promise((resolve) => setTimeout(resolve, latencyMs));
      return emulator.exchange(request);
    },
  };
}

/** A document may name its server by a path alone. */
function pathOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).pathname : baseUrl;
}
