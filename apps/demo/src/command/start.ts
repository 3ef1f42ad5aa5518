import { once } from "node:events";
import { DocumentError } from "@waybill/codegen";
import type { Arguments } from "./arguments.ts";
import { type Vendor, prepare } from "./prepare.ts";

/** Carries out the command and resolves to its exit code: 0 done, 1 a stream did not complete, 2 a document that cannot be used. */
export async function start(given: Arguments): Promise<number> {
  const vendors: Vendor[] = [];
  for (const document of given.documents) {
    const vendor = await usable(document);
    if (vendor === undefined) return 2;
    introduce(vendor);
    vendors.push(vendor);
  }
  return given.headless ? headless(vendors, given) : untilInterrupted(vendors, given);
}

const doubtsShown = 5;

/** What was inferred, and what a person should look at: nothing is guessed in silence. */
function introduce({ connector, source, doubts }: Vendor): void {
  note(`${connector.title}: ${Object.keys(connector.streams).length} streams inferred from ${source}`);
  if (doubts.length === 0) return;
  note(`Not certain, and worth a look:`);
  for (const doubt of doubts.slice(0, doubtsShown)) note(`  ${doubt}`);
  if (doubts.length > doubtsShown) note(`  and ${doubts.length - doubtsShown} more: waybill infer ${source}`);
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

async function headless(vendors: readonly Vendor[], { records, faults }: Arguments): Promise<number> {
  // Each way of running loads only what it needs: the bundler alone takes longer than a small vendor's sync.
  const { runHeadless } = await import("./headless.ts");
  const complete: boolean[] = [];
  for (const vendor of vendors)
    complete.push(
      await runHeadless({
        vendor,
        records,
        faults,
        onReceipt: (receipt) => {
          process.stdout.write(`${JSON.stringify(receipt)}\n`);
        },
        onNote: note,
      }),
    );
  return complete.every(Boolean) ? 0 : 1;
}

async function untilInterrupted(vendors: readonly Vendor[], given: Arguments): Promise<number> {
  const { serve } = await import("./serve.ts");
  const served = await serve({ ...given, vendors });
  say("");
  for (const url of served.vendorUrls) say(`  Vendor   ${url}   (emulated, forgets everything at the end)`);
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
