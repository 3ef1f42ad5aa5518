import { memoryTokenStore, oauth2 } from "../../src/credentials/oauth2.ts";
import type { OAuth2Options } from "../../src/credentials/oauth2.ts";
import type { TransportOptions } from "../../src/options.ts";
import type { Lock, StoredTokens, TokenStore } from "../../src/stores.ts";
import { createVirtualClock } from "../../src/testing/index.ts";
import type { VirtualClock } from "../../src/testing/index.ts";
import { createTransport } from "../../src/transport.ts";

const noLock: Lock = { hold: (_, run) => run() };

/** An authorization server with rotating refresh tokens and reuse detection, and an API that takes its latest access token. */
export class RenewingVendor {
  readonly clock: VirtualClock;
  /** What the token endpoint was asked, in order. */
  readonly asked: { readonly at: number; readonly refreshToken: string | null; readonly init: RequestInit }[] = [];
  /** Tokens that the API was shown. */
  readonly shown: (string | null)[] = [];
  generation = 1;
  revoked = false;
  /** What a refresh token that comes a second time does: it ends the grant, or it is only refused. */
  reuse: "revokes" | "is refused" = "revokes";
  down = false;
  latencyMs = 0;
  /** Merged into the token answer. */
  reply: Record<string, unknown> = {};

  constructor(clock: VirtualClock) {
    this.clock = clock;
  }

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const { signal: _, ...rest } = init;
    const request = new Request(input, rest);
    if (request.url === "https://auth.test/token") return this.#token(request, init);
    this.shown.push(request.headers.get("authorization"));
    const granted = !this.revoked && request.headers.get("authorization") === `Bearer access-${this.generation}`;
    return new Response("", { status: granted ? 200 : 401 });
  };

  async #token(request: Request, init: RequestInit): Promise<Response> {
    const refreshToken = new URLSearchParams(await request.text()).get("refresh_token");
    this.asked.push({ at: this.clock.monotonic(), refreshToken, init });
    await this.clock.sleep(this.latencyMs);
    if (this.down) return new Response("", { status: 503 });
    if (this.revoked || refreshToken !== `refresh-${this.generation}`) {
      this.revoked = this.reuse === "revokes";
      return Response.json({ error: "invalid_grant" }, { status: 400 });
    }
    this.generation += 1;
    const { generation } = this;
    const tokens = {
      access_token: `access-${generation}`,
      refresh_token: `refresh-${generation}`,
      token_type: "Bearer",
      expires_in: 3600,
    };
    return Response.json({ ...tokens, ...this.reply });
  }
}

/** A connection in one or several tabs of a product, under virtual time. */
export interface RenewalSession {
  readonly clock: VirtualClock;
  readonly vendor: RenewingVendor;
  readonly tokens: TokenStore;
  /** A tab of its own: own transport, own credential, shared store. */
  readonly tab: (options?: Partial<OAuth2Options>, transport?: TransportOptions) => ReturnType<typeof createTransport>;
  /** Makes `count` calls at once and gives their statuses or failure codes. */
  readonly calls: (transport: ReturnType<typeof createTransport>, count?: number) => Promise<readonly unknown[]>;
}

/** A connection with these tokens in its store. Without a lock unless a tab brings one. */
export async function renewalSession(stored: Partial<StoredTokens> = {}): Promise<RenewalSession> {
  const clock = createVirtualClock();
  const vendor = new RenewingVendor(clock);
  const tokens = memoryTokenStore();
  await tokens.save("k", {
    format: 1,
    accessToken: "access-1",
    refreshToken: "refresh-1",
    tokenType: "bearer",
    ...stored,
  });
  return {
    clock,
    vendor,
    tokens,
    tab: (options, transport) =>
      createTransport({
        clock,
        fetch: vendor.fetch,
        origins: ["https://api.test"],
        credential: oauth2({
          tokenUrl: "https://auth.test/token",
          clientId: "c",
          tokens,
          key: "k",
          lock: noLock,
          ...options,
        }),
        ...transport,
      }),
    async calls(transport, count = 1) {
      const one = async () => {
        const answered = await transport.fetch("https://api.test/");
        await answered.text();
        return answered;
      };
      const ends = await clock.settle(Promise.allSettled(Array.from({ length: count }, one)));
      return ends.map((end) =>
        end.status === "fulfilled" ? end.value.status : (Reflect.get(end.reason as object, "code") as unknown),
      );
    },
  };
}
