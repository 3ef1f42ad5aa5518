import { expect, test } from "vitest";
import * as oauth2 from "./credentials/oauth2.ts";
import * as transport from "./index.ts";
import * as breaker from "./layers/breaker.ts";
import * as cache from "./layers/cache.ts";
import * as hedge from "./layers/hedge.ts";
import * as testing from "./testing/index.ts";

test("the public names change only on purpose", () => {
  const names = Object.fromEntries(
    Object.entries({ transport, oauth2, breaker, cache, hedge, testing }).map(([entry, module]) => [
      entry,
      Object.keys(module).toSorted(),
    ]),
  );
  expect(names).toMatchInlineSnapshot(`
    {
      "breaker": [
        "breaker",
        "breakerDefaults",
      ],
      "cache": [
        "cache",
        "memoryCacheStore",
        "storedAtHeader",
      ],
      "hedge": [
        "hedge",
        "hedgeDefaults",
      ],
      "oauth2": [
        "beginAuthorization",
        "completeAuthorization",
        "memoryTokenStore",
        "oauth2",
        "platformLock",
        "renewalDefaults",
      ],
      "testing": [
        "answer",
        "createVirtualClock",
        "never",
        "rig",
        "scriptedVendor",
      ],
      "transport": [
        "FailureError",
        "apiKey",
        "basic",
        "bearer",
        "budgetDefaults",
        "classify",
        "createTransport",
        "failure",
        "failureDefaults",
        "isFailureError",
        "readFailure",
        "retryDefaults",
        "systemClock",
        "systemRandomBytes",
        "throttleDefaults",
        "timeoutDefaults",
      ],
    }
  `);
});
