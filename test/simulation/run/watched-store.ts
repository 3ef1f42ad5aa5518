import type { Batch, Store } from "@waybill/sync/store";
import { inventoryOf, judgeApart } from "../checks/apart.ts";
import { judgeGone } from "../checks/gone.ts";
import { broken, hold } from "../checks/violation.ts";
import type { Process } from "../world/process.ts";
import type { Stage } from "./stage.ts";
import { toldBatch } from "./told-batch.ts";

/** The store as a process reaches it: each commit that is accepted is judged at once, and so is each erasure. */
export function watchedStore(by: Stage, process: Process): Store {
  const { store, all } = by;
  return {
    ...store,
    erase: async (connection) => {
      const stage = stageNamed(all, connection);
      const others = all.filter((each) => each !== stage);
      const places = others.map((each) => ({ connection: each.connection, streams: [...each.watches.keys()] }));
      const before = await inventoryOf(store, places);
      await store.erase(connection);
      try {
        await erased(stage, process);
        judgeApart(before, await inventoryOf(store, places));
      } catch (error) {
        by.report(error);
      }
    },
    commit: async (batch) => {
      const number = await store.commit(batch);
      try {
        await accepted(stageNamed(all, batch.connection), { process, batch, number });
      } catch (error) {
        by.report(error);
      }
      return number;
    },
  };
}

function stageNamed(all: readonly Stage[], connection: string | undefined): Stage {
  return (
    all.find((each) => each.connection === connection) ??
    broken("connections", `something was done to ${connection}, and there is no such connection`)
  );
}

async function erased(stage: Stage, process: Process): Promise<void> {
  const { store, connection, keptTokens, watches } = stage;
  stage.trace(() => `${process.name} erases everything`);
  for (const each of [keptTokens, ...watches.values()]) each.erased();
  stage.refusals.withdrawn();
  await judgeGone(store, connection, [...watches.keys()]);
}

interface Accepted {
  readonly process: Process;
  readonly batch: Batch;
  readonly number: number;
}

async function accepted(stage: Stage, { process, batch, number }: Accepted): Promise<void> {
  const { coverage, keptTokens, watches, disposed } = stage;
  stage.trace(() => `${process.name} ${number} ${toldBatch(batch)}`);
  const { stream = "" } = batch;
  const watch = watches.get(stream);
  const before = watch?.checkpoint?.run;
  try {
    // That a connection has begun may still be on its way: it is nobody's work.
    hold(!disposed.has(process) || stream === "", "disposed", () => `${process.name} commits ${toldBatch(batch)}`);
    keptTokens.accepted(batch);
    stage.steps.accepted(process, batch, before);
    await watch?.accepted(process, batch);
  } finally {
    const run = watch?.checkpoint?.run?.id;
    if (run !== undefined && run !== before?.id) coverage.began(stream);
  }
}
