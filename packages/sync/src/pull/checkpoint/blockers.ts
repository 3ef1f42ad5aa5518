import type { Checkpoint } from "./checkpoint.ts";

type Blocker = NonNullable<Checkpoint["blocker"]>;

/** A stream with a blocker put on it; `undefined` where it has one. That a customer must reconnect goes over every other. */
export function blockedBy(now: Checkpoint, blocker: Blocker): Checkpoint | undefined {
  const goesOn = now.blocker === undefined || (blocker === "auth" && now.blocker !== "auth");
  return goesOn ? { ...now, blocker, covered: now.blocker } : undefined;
}

/** A stream with a blocker taken off it, also from below another one; `undefined` where it has none such. */
export function freedFrom(now: Checkpoint, blocker: Blocker): Checkpoint | undefined {
  if (now.blocker === blocker) return { ...now, blocker: now.covered, covered: undefined };
  return now.covered === blocker ? { ...now, covered: undefined } : undefined;
}
