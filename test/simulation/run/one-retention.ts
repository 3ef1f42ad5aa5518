import { retainReceipts, verifyReceipts } from "@waybill/sync";
import type { ReceiptsVerdict } from "@waybill/sync";
import { hold } from "../checks/violation.ts";
import { clockSeam } from "../seams/clock-seam.ts";
import type { Link } from "./tab.ts";

/** The product no longer keeps what is old: what is left of the chain still holds. */
export async function oneRetention(link: Link): Promise<void> {
  for (const { name } of link.stage.scenario.streams) await retain(link, name);
}

async function retain({ stage, store, process }: Link, stream: string): Promise<void> {
  const { chance } = process;
  const place = { connection: stage.connection, stream };
  const before = clockSeam(stage.world, process).now() - chance.whole(0, 10_000);
  const result = await retainReceipts(store, place, { before, keep: chance.whole(1, 2) });
  stage.trace(() => `${process.name} keeps no old receipts of ${stream}: ${JSON.stringify(result)}`);
  const isRetained = result.ok || saysNothing(result.verdict);
  hold(isRetained, "receipt chain", () => `the chain of ${stream} does not hold: ${JSON.stringify(result)}`);
  const verdict = await verifyReceipts(store, place);
  const isWhole = verdict.ok || saysNothing(verdict);
  hold(isWhole, "receipt chain", () => `what is left of ${stream} does not hold: ${JSON.stringify(verdict)}`);
}

/** There is no chain: it was never begun, or erased, maybe while it was read. */
const saysNothing = ({ problem }: Extract<ReceiptsVerdict, { readonly ok: false }>): boolean =>
  problem === "unknown" || problem === "erased";
