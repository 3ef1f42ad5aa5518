import type { JsonObject } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { ask, harbor, startHarbor } from "../harbor.test.fixture.ts";
import { answerWitnesses } from "./answer-witnesses.test.fixture.ts";
import type { FaultKind } from "./fault.ts";
import { pageWitnesses } from "./page-witnesses.test.fixture.ts";
import { recordWitnesses } from "./record-witnesses.test.fixture.ts";
import { webhookWitnesses } from "./webhook-witnesses.test.fixture.ts";
import type { Witness } from "./witnesses.test.fixture.ts";

/** Complete: a fault without a witness does not compile. */
const witnesses: Record<FaultKind, Witness> = {
  ...answerWitnesses,
  ...recordWitnesses,
  ...pageWitnesses,
  ...webhookWitnesses,
};

describe("every fault happens as named", () => {
  test.each(Object.entries(witnesses))("%s", async (_, witness) => {
    expect.hasAssertions();
    await witness();
  });
});

describe("ids that no double can hold", () => {
  const huge = (id: number | undefined) => BigInt(id ?? 0) + 2n ** 53n;
  const companies = (pagination: Parameters<typeof harbor>[0] = {}) => {
    const list = { method: "GET", path: "/companies" } as const;
    const operations = { get: "GET /companies/{company_id}" };
    const connector = harbor({ deletes: undefined, incremental: undefined, list, operations, ...pagination });
    const { emulator } = startHarbor({ connector });
    const own = (emulator.records("contacts") as readonly JsonObject[]).map(({ id }) => id as number);
    emulator.faults.set("huge_ids");
    return { emulator, own };
  };

  test("are understood when they are sent back in a path", async () => {
    const { emulator, own } = companies();
    const response = await ask(emulator, `/companies/${huge(own[4])}`);
    expect([response.status, (await response.text()).includes(`"id":${huge(own[4])}`)]).toEqual([200, true]);
  });

  test("are understood as the key after which a list continues", async () => {
    const { emulator, own } = companies({
      pagination: { style: "keyset", key: "after", keyField: "/id", hasMore: "/has_more", end: "has-more" },
    });
    const text = await (await ask(emulator, `/companies?after=${huge(own[9])}`)).text();
    expect(BigInt(/"id":(\d+)/.exec(text)?.[1] ?? 0)).toBe(huge(own[10]));
  });
});
