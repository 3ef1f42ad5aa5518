import { isFailureError } from "@waybill/transport";

/** Work that reads what its commits rest on: done again, as often as somebody else commits in between. */
export async function untilCommitted<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isSuperseded(error)) throw error;
    }
  }
}

/** Whether a commit was refused because what it rested on is no longer true. */
export function isSuperseded(error: unknown): boolean {
  return isFailureError(error) && error.code === "superseded";
}
