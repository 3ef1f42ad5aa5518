import { cache, memoryCacheStore } from "../../src/layers/cache.ts";
import type { CacheOptions } from "../../src/layers/cache.ts";
import type { CallContext } from "../../src/call/context.ts";
import type { TransportOptions } from "../../src/options.ts";
import type { Rig, Step } from "../../src/testing/index.ts";
import { rig } from "../../src/testing/index.ts";

/** What a call says beside its address. */
export interface Asking {
  readonly init?: RequestInit | undefined;
  readonly context?: CallContext | undefined;
  readonly url?: string | undefined;
}

/** What came of it. */
export interface Told {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** A transport with a cache in front of a scripted vendor, under virtual time. */
export interface CachedVendor extends Rig {
  /** Makes a call and reads its answer; what is to be stored is then stored. */
  readonly ask: (asking?: Asking) => Promise<Told>;
  /** Lets so many seconds pass. */
  readonly pass: (seconds: number) => Promise<void>;
}

/** The virtual clock begins here. */
export const start = Date.UTC(2030, 0, 1);
/** A moment so many seconds after (or before) the beginning, as headers have it. */
export const httpDate = (seconds: number): string => new Date(start + seconds * 1000).toUTCString();

export function cachedVendor(
  { cache: given, ...options }: Omit<TransportOptions, "cache"> & { readonly cache?: Partial<CacheOptions> },
  ...steps: readonly Step[]
): CachedVendor {
  const made = rig({ retry: false, cache: cache({ store: memoryCacheStore(), ...given }), ...options }, ...steps);
  const { clock, call } = made;
  return {
    ...made,
    async ask({ init, context, url } = {}) {
      const response = await call(init, context, url);
      const text = await clock.settle(response.text());
      await clock.advance(0);
      return { status: response.status, text, headers: response.headers };
    },
    pass: (seconds) => clock.advance(seconds * 1000),
  };
}

/** A step that answers with these headers and this body. */
export function says(body: string, headers: Readonly<Record<string, string>> = {}, status = 200): Step {
  return () => new Response(body, { status, headers });
}

/** A step that confirms what is stored. */
export function confirms(headers: Readonly<Record<string, string>> = {}): Step {
  return () => new Response(null, { status: 304, headers });
}
