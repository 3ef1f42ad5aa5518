/** The customer connected or disconnected something. It says nothing of the rest: that may change in another tab at the same moment. */
export interface Told {
  readonly kind: "connected" | "disconnected";
  readonly id: string;
}

/** A tab among the open tabs of the product. */
export interface Tabs {
  tell(told: Told): void;
  leave(): void;
}

const room = "lantern-tabs";

/** Joins the open tabs. What one of them leaves in the middle, the engines of the others go on with by themselves. */
export function joinTabs(onChange: (told: Told) => void): Tabs {
  const channel = new BroadcastChannel(room);
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const told = toldIn(data);
    if (told !== undefined) onChange(told);
  });
  return {
    tell: (told) => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel reaches its own origin only
      channel.postMessage(told);
    },
    leave: () => {
      channel.close();
    },
  };
}

/** What another tab says is of unknown shape: it may be of another release. */
function toldIn(data: unknown): Told | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { kind, id }: Partial<Record<"kind" | "id", unknown>> = data;
  return (kind === "connected" || kind === "disconnected") && typeof id === "string" ? { kind, id } : undefined;
}
