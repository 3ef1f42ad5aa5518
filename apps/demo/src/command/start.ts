import { once } from "node:events";
import { DocumentError } from "@waybill/codegen";
import type { Arguments } from "./arguments.ts";
import { type Vendor, prepare } from "./prepare.ts";

/** Carries out the command and resolves to its exit code: 0 done, 1 a stream did not complete, 2 a document that cannot be used. */
export async function start(given: Arguments): Promise<number> {
  const vendor = await usable(given.document);
  if (vendor === undefined) return 2;
  introduce(vendor, given.document);
  return given.headless ? headless(vendor, given.faults) : untilInterrupted(vendor, given);
}

const doubtsShown = 5;

/** What was inferred, and what a person should look at: nothing is guessed in silence. */
function introduce({ connector, doubts }: Vendor, document: string): void {
  note(`${connector.title}: ${Object.keys(connector.streams).length} streams inferred from ${document}`);
  if (doubts.length === 0) return;
  note(`Not certain, and worth a look:`);
  for (const doubt of doubts.slice(0, doubtsShown)) note(`  ${doubt}`);
  if (doubts.length > doubtsShown) note(`  and ${doubts.length - doubtsShown} more: waybill infer ${document}`);
}

async function usable(document: string): Promise<Vendor | undefined> {
  try {
    return await prepare(document);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    note(error.message);
    return undefined;
  }
}

async function headless(vendor: Vendor, faults: boolean): Promise<number> {
  // Each way of running loads only what it needs: the bundler alone takes longer than a small vendor's sync.
  const { runHeadless } = await import("./headless.ts");
  const complete = await runHeadless({
    vendor,
    faults,
    onReceipt: (receipt) => {
      process.stdout.write(`${JSON.stringify(receipt)}\n`);
    },
    onNote: note,
  });
  return complete ? 0 : 1;
}

async function untilInterrupted(vendor: Vendor, { document, port }: Arguments): Promise<number> {
  const { serve } = await import("./serve.ts");
  const served = await serve({ vendor, source: document, port });
  say(`\n  Vendor   ${served.vendorUrl}   (emulated, forgets everything at the end)`);
  say(`  Product  ${served.pageUrl}   open this one\n\n  Press Ctrl+C to stop.`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await served.close();
  return 0;
}

/** Standard output belongs to the receipts. */
function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
