import type { Store } from "@waybill/sync/store";
import type { Process } from "../world/process.ts";
import type { Stage } from "./stage.ts";
import { toldBatch } from "./told-batch.ts";

/** The store as a process reaches it: each commit that is accepted is judged at once. */
export function watchedStore(stage: Stage, process: Process): Store {
  const { store, watches, coverage } = stage;
  return {
    ...store,
    commit: async (batch) => {
      const number = await store.commit(batch);
      stage.trace(() => `${process.name} ${number} ${toldBatch(batch)}`);
      const { stream = "" } = batch;
      const watch = watches.get(stream);
      const open = watch?.checkpoint?.run?.id;
      try {
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
