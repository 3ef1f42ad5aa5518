import { failure } from "@waybill/transport";
import type { Clock, Credential, Failure } from "@waybill/transport";

export interface DisposeOptions {
  /**
   * How long the end of all work is waited for, and of what a vendor was asked for, milliseconds by the engine's clock, whatever the wall clock says.
   * Default {@link disposeDefaults}. 0: not at all; `Infinity`: until it comes. For what is no time at all it throws a RangeError, and nothing is stopped.
   */
  readonly withinMs?: number | undefined;
}

/** Longer than a token endpoint is waited for, which is half a minute. */
export const disposeDefaults: { readonly withinMs: number } = Object.freeze({ withinMs: 45_000 });

/** What was left when everything was stopped. */
export interface Disposed {
  /**
   * Connections whose work was not seen to end in time, as the store, or code of the product's, did not answer: whether what was under way is stored is not
   * known. What was committed before is, and the next engine goes on from there. Usually none.
   */
  readonly unended: readonly UnendedWork[];
  /** Credentials of which a renewed secret is lost, or is not known to be stored: the customer may have to reconnect. Usually none. */
  readonly unsaved: readonly UnsavedCredential[];
}

export interface UnendedWork {
  readonly connection: string;
  /** `storage`. */
  readonly failure: Failure;
}

export interface UnsavedCredential {
  readonly connection: string;
  /** {@link Credential.id}. */
  readonly credential: string;
  /** `storage`. */
  readonly failure: Failure;
}

interface Disposable {
  dispose(options?: DisposeOptions): Promise<Disposed>;
}

export async function disposeAll(connections: readonly Disposable[], options?: DisposeOptions): Promise<Disposed> {
  const all = await Promise.all(connections.map((connection) => connection.dispose(options)));
  return { unended: all.flatMap(({ unended }) => unended), unsaved: all.flatMap(({ unsaved }) => unsaved) };
}

interface Time {
  readonly clock: Clock;
  readonly withinMs: number;
}

export function timeOf({ withinMs = disposeDefaults.withinMs }: DisposeOptions = {}): number {
  if (typeof withinMs === "number" && withinMs >= 0) return withinMs;
  const message = `dispose() cannot wait for ${withinMs} ms, so nothing was stopped. Give \`withinMs\` 0 or more, or leave it out.`;
  throw new RangeError(message);
}

/** Why work may still go on; nothing where it has ended. Waits that long for it, and no longer. */
export async function unendedOf(work: Promise<void>, time: Time): Promise<Failure | undefined> {
  return orLate(
    work.then(() => undefined),
    time,
    () => {
      const message =
        `The work on this connection had not ended after ${time.withinMs} ms, as its store, or code of the product's, does not answer: whether what was under ` +
        "way is stored is not known. Open it in a new engine once that answers.";
      return failure("storage", { message, retryable: false });
    },
  );
}

/** Why a credential may have a secret that is not stored; nothing where all is well. Waits that long for it, and no longer. */
export async function unsavedOf(credential: Credential, time: Time): Promise<Failure | undefined> {
  const settled = async (): Promise<Failure | undefined> => (await credential.settled?.()) ?? undefined;
  try {
    return await orLate(settled(), time, () => unknown("It was not told in time"));
  } catch (error) {
    return unknown("The credential failed to tell", error);
  }
}

/** What work comes to, or what is said once the time is over. The work goes on. */
async function orLate<T>(work: Promise<T>, { clock, withinMs }: Time, late: () => T): Promise<T> {
  const wait = new AbortController();
  const lateness = clock.sleep(withinMs, wait.signal).then(late);
  lateness.catch(() => {});
  try {
    return await Promise.race([work, lateness]);
  } finally {
    wait.abort();
  }
}

function unknown(why: string, cause?: unknown): Failure {
  const message = `${why} whether a renewed secret of this connection is stored. If the vendor takes the old one for used up, the account has to be connected again.`;
  return failure("storage", { message, cause, retryable: false, action: "reconnect" });
}
