import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** What `npm start -- …` was asked for. */
export interface Arguments {
  /** Absolute path of the OpenAPI document. */
  readonly document: string;
  /** Sync in this process and print receipts, instead of serving the product. */
  readonly headless: boolean;
  /** Let the vendor fail at random, recoverably (headless only). */
  readonly faults: boolean;
  /** Port to try first for the product; the vendor takes the one after it. 0: any. */
  readonly port: number;
}

/** Shown when the arguments make no sense. */
export const usage = `Usage: npm start -- [document] [--headless] [--faults] [--port <number>]

  document     an OpenAPI 2.0, 3.0 or 3.1 document, YAML or JSON (default: openapi/harbor-crm.yaml)
  --headless   sync every stream in Node and print one receipt a line
  --faults     with --headless: one request in ten fails and recovers
  --port       port to try first (default 4400); a busy one gives way to the next
`;

const harborCrm = fileURLToPath(new URL("../../../../openapi/harbor-crm.yaml", import.meta.url));

/** The arguments, or what is wrong with them in one sentence. */
export function readArguments(argv: readonly string[], from: string): Arguments | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        headless: { type: "boolean", default: false },
        faults: { type: "boolean", default: false },
        port: { type: "string", default: "4400" },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      return `--port takes a number up to 65535, not "${values.port}".`;
    if (positionals.length > 1) return `One document at a time: ${positionals.join(", ")}.`;
    const [document] = positionals;
    return { ...values, port, document: document === undefined ? harborCrm : resolve(from, document) };
  } catch (error) {
    if (error instanceof TypeError) return error.message; // an option that parseArgs does not know
    throw error;
  }
}
