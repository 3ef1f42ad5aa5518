import type { ReactNode } from "react";

/**
 * Whether a product put anything into a slot. Not counted by React: `Children` of 18.3 throws at what a server component left to be loaded. What
 * renders nothing when its turn comes counts as given; where it stands, the stylesheet leaves out what is empty.
 */
export function isGiven(slot: ReactNode): boolean {
  const parts: readonly unknown[] = [slot];
  return parts
    .flat(Infinity)
    .some((part) => part !== undefined && part !== null && part !== "" && typeof part !== "boolean");
}
