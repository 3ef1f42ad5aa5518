import { isFailureError } from "@waybill/transport";
import { judgeFailedWrites, judgeReceipts } from "./judge-told.ts";
import type { Wait } from "./settle.ts";
import type { Link } from "./tab.ts";

/** Storage fails in the middle of a pull, and somebody sees what is said of it: it says once that it did not write what it wrote, and then it is full, and stays so. */
export async function runShort(link: Link, wait: Wait): Promise<void> {
  const { stage, connection, disk } = link;
  const { scenario, world } = stage;
  if (scenario.storageTroubles === undefined) return;
  const { chance } = world;
  const stream = chance.of(scenario.streams).name;
  const troubles = [
    { kind: "unsure", ms: 0 },
    { kind: "full", ms: Infinity },
  ] as const;
  for (const trouble of troubles) {
    disk.fails({ ...trouble, spares: chance.whole(0, 4) });
    try {
      judgeReceipts(link, [await wait(connection.pull(stream))]);
    } catch (error) {
      if (!isFailureError(error)) throw error;
      stage.counter.count(`ran short, ${trouble.kind}: ${error.code}`);
    }
    await wait(judgeFailedWrites(link));
    disk.works();
  }
  await wait(connection.sync().catch(ofStorage));
}

/** What was under way beside it may have met the full storage as well, and is joined by who asks for the same. */
function ofStorage(error: unknown): void {
  if (!isFailureError(error) || error.code !== "storage") throw error;
}
