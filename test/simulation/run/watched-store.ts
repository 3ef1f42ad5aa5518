import type { Store } from "@waybill/sync/store";
import { judgeGone } from "../checks/gone.ts";
import type { Process } from "../world/process.ts";
import { connectionId } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { toldBatch } from "./told-batch.ts";

/** The store as a process reaches it: each commit that is accepted is judged at once, and so is each erasure. */
export function watchedStore(stage: Stage, process: Process): Store {
  const { store, watches, coverage, keptTokens } = stage;
  return {
    ...store,
    erase: async (connection) => {
      await store.erase(connection);
      stage.trace(() => `${process.name} erases everything`);
      for (const each of [keptTokens, ...watches.values()]) each.erased();
      stage.refusals.withdrawn();
      try {
        await judgeGone(store, connectionId, [...watches.keys()]);
      } catch (error) {
        stage.report(error);
      }
    },
    commit: async (batch) => {
      const number = await store.commit(batch);
      stage.trace(() => `${process.name} ${number} ${toldBatch(batch)}`);
      const { stream = "" } = batch;
      const watch = watches.get(stream);
      const open = watch?.checkpoint?.run?.id;
      try {
        keptTokens.accepted(batch);
        await watch?.accepted(process, batch);
      } catch (error) {
        stage.report(error);
      }
      const run = watch?.checkpoint?.run?.id;
      if (run !== undefined && run !== open) coverage.began(stream);
      return number;
    },
  };
}
