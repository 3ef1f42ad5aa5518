/** Word between the tabs that have one tenant's store open: "look, there is a new commit". What it says is read from the store. */
export interface TabChannel {
  tell(): void;
  close(): void;
}

export function tabChannel(name: string, onWord: () => void): TabChannel {
  const channel = new BroadcastChannel(name);
  let closed = false;
  channel.addEventListener("message", onWord);
  return {
    tell() {
      // A commit may outlast the store that made it; the next one to open reads it anyway.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel reaches its own origin only
      if (!closed) channel.postMessage("look");
    },
    close() {
      closed = true;
      channel.close();
    },
  };
}
