import { failure } from "@waybill/transport";
import type { Clock, Credential, Failure } from "@waybill/transport";

export interface DisposeOptions {
  /**
   * How long the end of what a vendor was asked for is waited for, milliseconds by the engine's clock, whatever the wall clock says. Default
   * {@link disposeDefaults}. 0: not at all; `Infinity`: until it comes. For what is no time at all it throws a RangeError, and nothing is stopped.
   */
  readonly withinMs?: number | undefined;
}

/** Longer than a token endpoint is waited for, which is half a minute. */
export const disposeDefaults: { readonly withinMs: number } = Object.freeze({ withinMs: 45_000 });

/** What was left when everything was stopped. */
export interface Disposed {
  /** Credentials of which a renewed secret is lost, or is not known to be stored: the customer may have to reconnect. Usually none. */
  readonly unsaved: readonly UnsavedCredential[];
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
  return { unsaved: all.flatMap(({ unsaved }) => unsaved) };
}

export function timeOf({ withinMs = disposeDefaults.withinMs }: DisposeOptions = {}): { readonly withinMs: number } {
  if (withinMs >= 0) return { withinMs };
  const message = `dispose() cannot wait for ${withinMs} ms, so nothing was stopped. Give \`withinMs\` 0 or more, or leave it out.`;
  throw new RangeError(message);
}

/** Why a credential may have a secret that is not stored; nothing where all is well. Waits that long for it, and no longer. */
export async function unsavedOf(
  credential: Credential,
  { clock, withinMs }: { readonly clock: Clock; readonly withinMs: number },
): Promise<Failure | undefined> {
  const wait = new AbortController();
  const late = async (): Promise<Failure> => {
    await clock.sleep(withinMs, wait.signal);
    return unknown(`It was not told within ${withinMs} ms`);
  };
  const settled = async (): Promise<Failure | undefined> => (await credential.settled?.()) ?? undefined;
  const lateness = late();
  lateness.catch(() => {});
  try {
    return await Promise.race([settled(), lateness]);
  } catch (error) {
    return unknown("The credential failed to tell", error);
  } finally {
    wait.abort();
  }
}

function unknown(why: string, cause?: unknown): Failure {
  const message = `${why} whether a renewed secret of this connection is stored. If the vendor takes the old one for used up, the account has to be connected again.`;
  return failure("storage", { message, cause, retryable: false, action: "reconnect" });
}
