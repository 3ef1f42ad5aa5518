/** The customer connected or disconnected something. It says nothing of the rest: that may change in another tab at the same moment. */
export interface Told {
  readonly kind: "connected" | "disconnected";
  readonly id: string;
}

/** What one tab of the product hears of the others. */
export interface Heard {
  readonly onChange: (told: Told) => void;
  /** A tab was closed, or died in the middle of what it was doing. */
  readonly onGone: () => Promise<void>;
}

/** A tab among the open tabs of the product. */
export interface Tabs {
  tell(told: Told): void;
  leave(): void;
}

const room = "lantern-tabs";

type Message = { readonly kind: "opened"; readonly tab: string } | Told;

/**
 * Joins the open tabs. Each holds a lock of its own for as long as it lives, and waits for those of the others: a browser frees them however a tab ends.
 * Where there are no Web Locks, outside of secure contexts, or they are refused, nobody hears of an end.
 */
export function joinTabs({ onChange, onGone }: Heard): Tabs {
  const channel = new BroadcastChannel(room);
  const left = new AbortController();
  const { signal } = left;
  const self = `${room} ${crypto.randomUUID()}`;
  const locks: LockManager | undefined = "locks" in navigator ? navigator.locks : undefined;
  const post = (message: Message): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel reaches its own origin only
    channel.postMessage(message);
  };
  const held = async (): Promise<void> => {
    post({ kind: "opened", tab: self });
    await new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => {
        resolve();
      });
    });
  };
  const watch = (tab: string): void => {
    locks?.request(tab, { signal }, onGone).catch(reportUnlessLeft(signal));
  };
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const message = messageIn(data);
    if (message?.kind === "opened") watch(message.tab);
    else if (message !== undefined) onChange(message);
  });
  locks?.request(self, { signal }, held).catch(reportUnlessLeft(signal));
  const watchOpened = async (): Promise<void> => {
    const all = (await locks?.query())?.held ?? [];
    for (const { name = "" } of all) if (name.startsWith(`${room} `) && name !== self) watch(name);
  };
  watchOpened().catch(reportUnlessLeft(signal));
  return {
    tell: post,
    leave: () => {
      left.abort();
      channel.close();
    },
  };
}

/** A browser that refuses a page its storage refuses locks, too. */
function reportUnlessLeft(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    const isRefused = error instanceof DOMException && error.name === "SecurityError";
    if (!signal.aborted && !isRefused) reportError(error);
  };
}

/** What another tab says is of unknown shape: it may be of another release. */
function messageIn(data: unknown): Message | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { kind, tab, id }: Partial<Record<"kind" | "tab" | "id", unknown>> = data;
  if (kind === "opened" && typeof tab === "string") return { kind, tab };
  const isTold = (kind === "connected" || kind === "disconnected") && typeof id === "string";
  return isTold ? { kind, id } : undefined;
}
