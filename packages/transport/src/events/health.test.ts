import { expect, test } from "vitest";
import { memoryTokenStore, oauth2 } from "../credentials/oauth2.ts";
import { breaker } from "../layers/breaker.ts";
import { deprecations } from "../layers/deprecations.ts";
import { answer, rig } from "../testing/index.ts";

test("health tells, for each origin, how it answers, what its limits leave, its circuit, its notices and when the token expires", async () => {
  const tokens = memoryTokenStore();
  await tokens.save("k", { format: 1, accessToken: "a", tokenType: "bearer", expiresAt: Date.UTC(2031, 0, 1) });
  const headers = { ratelimit: '"d";r=9;t=60', sunset: "Wed, 01 Jan 2031 00:00:00 GMT" };
  const credential = oauth2({ tokenUrl: "https://auth.test/token", clientId: "c", tokens, key: "k" });
  const { call, transport, clock } = rig(
    { credential, breaker: breaker(), deprecations: deprecations() },
    answer(503),
    async () => {
      await clock.sleep(40);
      return new Response(null, { headers });
    },
  );
  await call();
  expect(transport.health().origins["https://api.test"]).toEqual({
    requests: 2,
    errorRate: 0.5,
    latencyMs: { p50: 0, p95: 40 },
    limits: [{ name: "d", remaining: 9, limit: undefined, resetMs: 60_000 }],
    breaker: "closed",
    tokenExpiresAt: Date.UTC(2031, 0, 1),
    deprecations: [{ operation: "/things", deprecatedAt: undefined, sunsetAt: Date.UTC(2031, 0, 1), links: {} }],
  });
});
