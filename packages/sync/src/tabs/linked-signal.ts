/** A signal that can be aborted by itself, and aborts with its parent for as long as it is linked. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
  /** Leaves nothing behind on the parent, which may outlive any number of runs. */
  unlink(): void;
}

export function linkedSignal(parent?: AbortSignal): LinkedSignal {
  const own = new AbortController();
  const follow = (): void => own.abort(parent?.reason);
  if (parent?.aborted === true) follow();
  else parent?.addEventListener("abort", follow, { once: true });
  return {
    signal: own.signal,
    abort: (reason) => own.abort(reason),
    unlink: () => parent?.removeEventListener("abort", follow),
  };
}
