import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** What `npm start -- …` was asked for. */
export interface Arguments {
  /** Absolute paths of the OpenAPI documents, one for each vendor. */
  readonly documents: readonly string[];
  /** Sync in this process and print receipts, instead of serving the product. */
  readonly headless: boolean;
  /** Let the vendor fail at random, recoverably (headless only). */
  readonly faults: boolean;
  /** Port to try first for the product; the vendors take those after it. 0: any. */
  readonly port: number;
  /** Records that each vendor holds, all streams together. */
  readonly records: number;
  /** What an answer of a vendor takes, milliseconds (not headless). */
  readonly latency: number;
}

/** Shown when the arguments make no sense. */
export const usage = `Usage: npm start -- [document …] [--headless] [--faults] [--port <number>] [--records <number>] [--latency <ms>]

  document     OpenAPI 2.0, 3.0 or 3.1 documents, YAML or JSON, one for each vendor (default: the three in openapi/)
  --headless   sync every stream in Node and print one receipt a line
  --faults     with --headless: one request in ten fails and recovers
  --port       port to try first (default 4400); a busy one gives way to the next
  --records    records that each vendor holds (default 6000)
  --latency    what an answer of a vendor takes, in milliseconds (default 140)
`;

const ours = ["harbor-crm", "tally-billing", "fieldnote-tickets"].map((name) =>
  fileURLToPath(new URL(`../../../../openapi/${name}.yaml`, import.meta.url)),
);

/** Whole numbers that may be asked for, each with its greatest. */
const numbers = { port: 65_535, records: 1_000_000, latency: 60_000 } as const;

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
        records: { type: "string", default: "6000" },
        latency: { type: "string", default: "140" },
      },
    });
    for (const name of ["port", "records", "latency"] as const)
      if (!isUpTo(numbers[name], values[name]))
        return `--${name} takes a number up to ${numbers[name]}, not "${values[name]}".`;
    const documents = positionals.length === 0 ? ours : positionals.map((path) => resolve(from, path));
    return {
      documents,
      headless: values.headless,
      faults: values.faults,
      port: Number(values.port),
      records: Number(values.records),
      latency: Number(values.latency),
    };
  } catch (error) {
    if (error instanceof TypeError) return error.message; // an option that parseArgs does not know
    throw error;
  }
}

function isUpTo(greatest: number, text: string): boolean {
  return /^\d+$/.test(text) && Number(text) <= greatest;
}
