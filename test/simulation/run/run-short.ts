import { isFailureError } from "@waybill/transport";
import { judgeFailedWrites, judgeReceipts } from "./judge-told.ts";
import type { Wait } from "./settle.ts";
import type { Link } from "./tab.ts";

/** Storage is full in the middle of a pull, and stays so until somebody has seen what is said of it. */
export async function runShort(link: Link, wait: Wait): Promise<void> {
  const { stage, connection, disk } = link;
  const { scenario, world } = stage;
  if (scenario.storageTroubles === undefined) return;
  const stream = world.chance.of(scenario.streams).name;
  disk.fails({ kind: "full", spares: world.chance.whole(0, 4), ms: Infinity });
  try {
    judgeReceipts(link, [await wait(connection.pull(stream))]);
  } catch (error) {
    if (!isFailureError(error)) throw error;
    stage.counter.count(`ran short: ${error.code}`);
  }
  await wait(judgeFailedWrites(link));
  disk.works();
}
