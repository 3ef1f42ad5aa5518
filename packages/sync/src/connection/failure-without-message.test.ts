import { FailureError } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { expect, test } from "vitest";
import { engineOver } from "../../test/engine.ts";

test("a failure that JavaScript made without a message ends the run by its code", async () => {
  const value: Failure = JSON.parse(
    '{ "code": "forbidden", "origin": "customer", "retryable": false, "action": "grant" }',
  );
  const { clock, connection } = engineOver({ vendor: () => Promise.reject(new FailureError(value)) });
  const [receipt] = await clock.settle(connection.sync());
  expect(receipt).toMatchObject({ outcome: "failed", failure: { code: "forbidden", message: "forbidden" } });
});
