import { expect, test } from "vitest";
import { changingRows } from "../../test/changing-rows.ts";
import { engineOver } from "../../test/engine.ts";
import { json } from "../../test/vendor.ts";

const never = new Promise<never>(() => {});

test.each([
  { what: "a request that nobody answers", trouble: () => never },
  {
    what: "a wait that the vendor asked for",
    trouble: () => json({}, { status: 429, headers: { "retry-after": "50" } }),
  },
  { what: "the pause before another attempt", trouble: () => json({}, { status: 503 }) },
])(
  "invariant 119: an engine that is told to stop in $what stops at once, and goes on there later",
  async ({ trouble }) => {
    const source = changingRows(25);
    let requests = 0;
    const engine = engineOver({
      vendor: (request) => ((requests += 1) === 2 ? trouble() : source.vendor(request)),
    });
    const { clock, store, connection, waybill } = engine;
    const pulling = connection.pull("contacts").catch((error: unknown) => error);
    await clock.advance(0);
    const stoppedAt = clock.monotonic();
    await waybill.stop();
    expect(clock.monotonic()).toBe(stoppedAt);
    expect(await pulling).toMatchObject({ code: "aborted" });
    expect(await store.checkpoint("acme", "contacts")).toMatchObject({ run: { pages: 1 } });
    const receipt = await clock.settle(connection.pull("contacts"));
    expect(receipt).toMatchObject({ outcome: "complete", pages: 3, counts: { received: 25 } });
    expect(source.asked).toEqual(["?limit=10", "?limit=10&cursor=10", "?limit=10&cursor=20"]);
  },
);
