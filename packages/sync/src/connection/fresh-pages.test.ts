import { createTransport } from "@waybill/transport";
import { cache, memoryCacheStore } from "@waybill/transport/cache";
import { createVirtualClock } from "@waybill/transport/testing";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { contractVersion } from "../connector/index.ts";
import type { Connector } from "../connector/index.ts";
import { createWaybill } from "../engine.ts";
import { createMemoryStore } from "../store/index.ts";

const connector: Connector = {
  contractVersion,
  vendor: "harbor-crm",
  title: "Harbor CRM",
  version: "1.0.0",
  baseUrl: "https://api.harbor.test",
  auth: [],
  streams: { contacts: contractWith() },
};

test("a page is asked of the vendor every time, also where the host's transport keeps answers", async () => {
  const fake = fakeVendor(rowsOf(5));
  const clock = createVirtualClock();
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const answer = await fake.vendor(new Request(input, init));
    answer.headers.set("cache-control", "max-age=3600, stale-while-revalidate=3600");
    answer.headers.set("date", new Date(clock.now()).toUTCString());
    return answer;
  };
  const stored = cache({ store: memoryCacheStore() });
  const waybill = createWaybill({
    store: createMemoryStore(),
    clock,
    transport: ({ credential }) => createTransport({ clock, fetch, credential, cache: stored }),
  });
  const connection = waybill.connection("acme", { connector });
  await clock.settle(connection.pull("contacts", { mode: "full" }));
  fake.put({ id: "new", name: "Late" });
  const receipt = await clock.settle(connection.pull("contacts", { mode: "full" }));
  expect([fake.asked.length, receipt.counts.created]).toEqual([2, 1]);
});
