import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generate } from "@waybill/codegen";
import type { Connector, JsonObject } from "@waybill/sync/connector";

/** A vendor, ready to be emulated and synced. */
export interface Vendor {
  /** Path of the document. */
  readonly source: string;
  /** OpenAPI 3.1, whatever was read. */
  readonly document: JsonObject;
  readonly connector: Connector;
  /** What could not be told from the document, a sentence each. */
  readonly doubts: readonly string[];
  /** Folder of the generated schema, client and connector. */
  readonly folder: string;
}

const generated = fileURLToPath(new URL("../../.generated", import.meta.url));

/** Reads a document and generates what a product bundles from it. Throws a `DocumentError` that says what to do. */
export async function prepare(source: string): Promise<Vendor> {
  const folder = join(generated, basename(source, extname(source)));
  const { loaded, inference } = await generate({ source, outDir: folder });
  const { connector, report } = inference;
  const doubts = report.couldNotTell.map((gap) => `${gap.stream ?? connector.title}, ${gap.question}: ${gap.why}`);
  return { source, document: loaded.document, connector, doubts, folder };
}
