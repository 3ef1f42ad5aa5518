/** Work behind the commits: one task after the other, in the order queued. */
export interface Background<Task> {
  readonly queue: (task: Task) => void;
  /** Resolves when nothing is left to do. */
  readonly idle: () => Promise<void>;
  /** Resolves when the task under way has ended; no other is begun. */
  readonly stop: () => Promise<void>;
}

export function background<Task>(take: (task: Task) => Promise<void>): Background<Task> {
  const tasks: Task[] = [];
  const state: { working: Promise<void> | undefined; stopped: boolean } = { working: undefined, stopped: false };

  function goOn(): void {
    if (state.stopped || tasks.length === 0) return;
    state.working ??= work().finally(() => {
      state.working = undefined;
      goOn();
    });
  }

  async function work(): Promise<void> {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      try {
        await take(task);
      } catch {
        // A step that fails changed nothing. A disk that is full is told of by the next commit, a damaged row by whoever reads it.
      }
      if (state.stopped) return;
    }
  }

  return {
    queue(task) {
      if (state.stopped) return;
      tasks.push(task);
      goOn();
    },
    async idle() {
      while (state.working !== undefined) await state.working;
    },
    async stop() {
      state.stopped = true;
      await state.working;
    },
  };
}
