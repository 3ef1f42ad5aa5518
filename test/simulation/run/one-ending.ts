import { clockSeam } from "../seams/clock-seam.ts";
import { hold } from "../checks/violation.ts";
import { consentAgain } from "./consent-again.ts";
import type { Link } from "./tab.ts";

/** A person ends something, and most of the time somebody begins anew after a while. */
export async function oneEnding(link: Link, stream: string): Promise<unknown> {
  const { stage, connection, process, waybill } = link;
  const { chance } = process;
  const draw = chance.next();
  if (draw < 0.3) {
    return reset(link, stream);
  }
  if (draw < 0.5) {
    const action = { kind: "cancel", target: { connection: stage.connection } } as const;
    return waybill.status.act(action, `${process.name} ${chance.next()}`);
  }
  const pauseMs = chance.whole(0, 6000);
  if (draw < 0.75) await connection.erase();
  else await disconnect(link);
  await clockSeam(stage.world, process).sleep(pauseMs);
  return consentAgain(link);
}

/** Once it is told, nothing of the stream counts as read, unless nothing was. */
async function reset({ stage: { watches }, connection }: Link, stream: string): Promise<void> {
  const watch = watches.get(stream);
  const resets = watch?.forget();
  const before = resets?.();
  await connection.reset(stream);
  hold(resets?.() !== before || watch?.checkpoint === undefined, "P3", () => `${stream} was reset, and forgot nothing`);
}

/** Once it is told, all streams wait for the customer but those that it names, unless somebody connected again or erased everything meanwhile. */
async function disconnect({ stage, connection, grant, process }: Link): Promise<void> {
  const { refusals, store, watches } = stage;
  refusals.withdrawn();
  const { changes } = refusals;
  const { unreadable } = await connection.disconnect();
  stage.trace(() => `${process.name} is disconnected`);
  [grant.isOver, grant.isForgotten] = [true, true];
  await process.call("store", async () => {
    if (changes !== refusals.changes) return;
    for (const stream of watches.keys()) {
      const blocker = (await store.checkpoint(stage.connection, stream))?.blocker;
      const waits = blocker === "auth" || unreadable.includes(stream);
      hold(waits, "disconnected", () => `${stream} does not wait for the customer (${blocker})`);
    }
  });
}
