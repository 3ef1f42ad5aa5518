import { inferConnector, loadDocument } from "@waybill/codegen";
import { createEmulator, type Emulator, type EmulatorOptions } from "@waybill/emulator";
import type { Connector, JsonObject } from "@waybill/sync/connector";
import { documentOf } from "../judge/documents.ts";

const now = Date.UTC(2026, 2, 2);

/** An emulator of a document as a developer would start it: the connector inferred, the clock standing still. */
export function start(
  document: JsonObject,
  options: Partial<EmulatorOptions> & { connector?: Connector } = {},
): Emulator {
  const connector = options.connector ?? inferConnector(document, { name: "vendor" }).connector;
  return createEmulator({ document, connector, clock: { now: () => now, sleep: async () => {} }, ...options });
}

/** The same of a real vendor's document; undefined where the corpus is not beside the repository. */
export async function startReal(name: string, options: Partial<EmulatorOptions> = {}): Promise<Emulator | undefined> {
  const found = documentOf(name);
  if (found === undefined) return undefined;
  const { document } = await loadDocument(found.file);
  return start(document, options);
}

/** `fetch` as clients call it. */
export const fetchOf =
  (emulator: Emulator): typeof fetch =>
  async (input, init) =>
    emulator.fetch(new Request(input, init));
