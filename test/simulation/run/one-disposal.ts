import { isFailureError } from "@waybill/transport";
import { clockSeam } from "../seams/clock-seam.ts";
import type { Tab } from "./tab.ts";

/** The product disposes of its engine, and lets the tab stand for a while: nothing happens in it any more, whoever starts it. */
export async function oneDisposal({ waybill, process, links }: Tab): Promise<void> {
  const [link] = links;
  if (link === undefined) return;
  const { stage } = link;
  const clock = clockSeam(stage.world, process);
  // In the middle of it.
  link.connection.sync().catch((error: unknown) => {
    if (!isFailureError(error)) stage.report(error);
  });
  await clock.sleep(process.chance.whole(0, 300));
  await waybill.dispose();
  stage.trace(() => `${process.name} is disposed of`);
  stage.disposed.add(process);
  waybill.start();
  await clock.sleep(process.chance.whole(0, 20_000));
  process.kill();
}
