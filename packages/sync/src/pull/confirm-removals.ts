import { failure, FailureError } from "@waybill/transport";
import { amendCheckpoint } from "./amend-checkpoint.ts";
import type { Checkpoint } from "./checkpoint/checkpoint.ts";
import { currentCheckpoint, readableCheckpoint } from "./run/open-session.ts";
import type { StreamContext } from "./stream-context.ts";

/**
 * Takes a person's word for the removals that are held. They are made by the next full run, after it has read the list once more: as many as were
 * confirmed, and no others. False when none are held.
 * @throws FailureError `conflict` when the person was told of another number.
 */
export async function confirmRemovals(context: StreamContext, told?: number, life?: Promise<number>): Promise<boolean> {
  const held = (await readableCheckpoint(context)).held?.removals;
  if (held !== undefined) judgeTold(held, told);
  const amend = (now: Checkpoint) =>
    now.held === undefined || now.held.removals !== held ? undefined : { ...now, confirmed: held };
  return amendCheckpoint(context, amend, life);
}

/** Removals that wait for a person's word. */
export async function heldRemovals(context: StreamContext): Promise<number> {
  return (await currentCheckpoint(context)).held?.removals ?? 0;
}

/** A person confirms the number that they saw, and no other. */
export function judgeTold(held: number, told: number | undefined): void {
  if (told === undefined || told === held) return;
  const message = `${held} removals are held now, and the confirmation was for ${told}. Look at the number again and confirm that one.`;
  throw new FailureError(failure("conflict", { message }));
}
