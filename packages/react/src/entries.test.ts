import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("requirement 76: every entry can be imported where there is no page, and has these names", async () => {
  expect(typeof document).toBe("undefined");
  const [all, badge, describe, queries, testing, css] = await Promise.all([
    import("./index.ts"),
    import("./badge.ts"),
    import("./describe/index.ts"),
    import("./queries.ts"),
    import("./testing/index.ts"),
    import("./css-text.ts"),
  ]);
  expect(Object.keys(all).toSorted()).toMatchInlineSnapshot(`
    [
      "FailedRecords",
      "HealthScorecard",
      "IntegrationCard",
      "OutboxIndicator",
      "ReconciliationLedger",
      "ReconnectPrompt",
      "RetryPrompt",
      "StatusBadge",
      "SyncNotice",
      "SyncProgress",
      "SyncReceipt",
      "SyncStatusBadge",
      "SyncSummary",
      "SyncTimeline",
      "WaybillProvider",
      "describeSync",
      "failedQuery",
      "healthQuery",
      "historyQuery",
      "ledgerQuery",
      "openReconnectWindow",
      "outboxQuery",
      "receiptQuery",
      "recordCountQuery",
      "recordQuery",
      "recordsQuery",
      "statusQuery",
      "statusesQuery",
      "targetKey",
      "useConnectionState",
      "useFailedRecords",
      "useHealth",
      "useLedger",
      "useNow",
      "useOutbox",
      "useRecord",
      "useRecordActions",
      "useRecordCount",
      "useRecords",
      "useStatusFreshness",
      "useSyncAction",
      "useSyncHistory",
      "useSyncProgress",
      "useSyncReceipt",
      "useSyncStatus",
      "useSyncSummary",
      "waybillKey",
    ]
  `);
  expect(Object.keys(badge)).toEqual(["StatusBadge"]);
  expect(Object.keys(describe).toSorted()).toMatchInlineSnapshot(`
    [
      "createFormatters",
      "createLanguage",
      "createSpeaker",
      "describeProgress",
      "describeReceipt",
      "describeSummary",
      "describeSync",
      "en",
    ]
  `);
  expect(Object.keys(queries).toSorted()).toMatchInlineSnapshot(`
    [
      "failedQuery",
      "healthQuery",
      "historyQuery",
      "ledgerQuery",
      "outboxQuery",
      "receiptQuery",
      "recordCountQuery",
      "recordQuery",
      "recordsQuery",
      "statusQuery",
      "statusesQuery",
      "targetKey",
      "waybillKey",
      "writeSnapshot",
    ]
  `);
  expect(Object.keys(testing).toSorted()).toMatchInlineSnapshot(`
    [
      "createManualClock",
      "createMemorySource",
      "createStage",
      "exampleSnapshot",
    ]
  `);
  expect(Object.keys(css)).toEqual(["waybillCss"]);
});

test("the widgets' entry is for the client; the pure ones are not", () => {
  const head = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8").slice(0, 12);
  expect(head("./index.ts")).toBe('"use client"');
  expect(head("./badge.ts")).toBe('"use client"');
  expect(head("./describe/index.ts")).not.toContain("use client");
  expect(head("./queries.ts")).not.toContain("use client");
});
