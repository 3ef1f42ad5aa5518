import { expect, test } from "vitest";
import * as connector from "./connector/index.ts";
import * as engine from "./index.ts";
import * as status from "./status/index.ts";

test("the public names change only on purpose", () => {
  expect(Object.keys(engine).toSorted()).toMatchInlineSnapshot(`
    [
      "checkpointFormat",
      "createWaybill",
      "disposeDefaults",
      "nextRun",
      "parseJson",
      "pullDefaults",
      "receiptDigest",
      "receiptFormat",
      "retainReceipts",
      "storeLimits",
      "storeTokens",
      "syncEvents",
      "verifyReceipts",
      "webLock",
    ]
  `);
  expect(Object.keys(connector).toSorted()).toMatchInlineSnapshot(`
    [
      "ConnectorError",
      "buildRequest",
      "connectorProblems",
      "contractHash",
      "contractVersion",
      "defineConnector",
      "isJsonArray",
      "isJsonObject",
      "parameterPlace",
      "parentParameterRef",
      "parentParameters",
      "pointerSegments",
      "pointerTo",
      "readPointer",
      "runnable",
      "validateConnector",
      "writePointer",
    ]
  `);
  expect(Object.keys(status).toSorted()).toMatchInlineSnapshot(`
    [
      "atRest",
      "mergeStatuses",
      "snapshotOf",
      "systemClock",
      "systemRandomBytes",
    ]
  `);
});
