import { expect, test } from "vitest";
import type { JsonObject } from "@waybill/sync/connector";
import { array, documentOf, object } from "../../../test/list-document.ts";
import { readModel } from "../document/operation.ts";
import { inferWebhooks } from "./webhooks.ts";

const told = (paths: JsonObject, more: JsonObject = {}) => inferWebhooks(readModel(documentOf(paths, more))).value;
const subscription = (field: string): JsonObject => ({
  requestBody: {
    content: {
      "application/json": {
        schema: object({ [field]: array({ type: "string", enum: ["*", "order.paid", "order.sent"] }) }),
      },
    },
  },
  responses: {},
});

test.each<readonly [string, JsonObject, JsonObject, object]>([
  ["webhooks of OpenAPI 3.1", {}, { webhooks: { "order.paid": { post: {} } } }, { events: ["order.paid"] }],
  ["x-webhooks of older documents", {}, { "x-webhooks": { "order.paid": { post: {} } } }, { events: ["order.paid"] }],
  [
    "callbacks",
    { "/orders": { post: { callbacks: { orderPaid: {} }, responses: {} } } },
    {},
    { events: ["orderPaid"] },
  ],
  [
    "events to subscribe to",
    { "/webhook_endpoints": { post: subscription("enabled_events") } },
    {},
    { events: ["order.paid", "order.sent"], subscribe: "POST /webhook_endpoints" },
  ],
  [
    "topics to subscribe to",
    { "/v2/webhooks": { post: subscription("topics") } },
    {},
    { events: ["order.paid", "order.sent"] },
  ],
])("%s name what a vendor sends", (_, paths, more, want) => {
  expect(told(paths, more)).toMatchObject(want);
});

test("what is below one webhook subscribes to nothing", () => {
  expect(told({ "/webhooks/{id}/deliveries": { post: subscription("events") } })).toEqual({
    events: [],
    subscribe: undefined,
  });
});

test("an event that is named twice is one", () => {
  const { events } = told({ "/webhooks": { post: subscription("events") } }, { webhooks: { "order.paid": {} } });
  expect(events).toEqual(["order.paid", "order.sent"]);
});
