import { expect, test } from "vitest";
import { FailureError, failure } from "../failure.ts";
import type { Failure } from "../failure.ts";
import { createVirtualClock } from "../testing/virtual-clock.ts";
import { createTransport } from "../transport.ts";

/** What a second copy of this package throws: the same brand, another class. */
class OtherCopy extends Error {
  readonly brand = "waybill.failure";
  readonly failure: Failure;
  readonly response: Response;

  constructor(value: Failure, response: Response, cause: unknown) {
    super(value.message, { cause });
    this.failure = value;
    this.response = response;
  }
}

test("the failure of another copy of this package keeps its cause and its answer, as one's own does", async () => {
  const clock = createVirtualClock();
  const [cause, answer] = [new Error("why"), new Response("", { status: 404 })];
  const value = failure("not_found", { message: "gone astray" });
  for (const error of [new FailureError(value, { cause, response: answer }), new OtherCopy(value, answer, cause)]) {
    const fetch = async () => {
      throw error;
    };
    const ended = createTransport({ clock, fetch }).fetch("https://api.test/things");
    const thrown: unknown = await clock.settle(ended.catch((reason: unknown) => reason));
    expect(thrown).toBeInstanceOf(FailureError);
    expect(thrown).toMatchObject({ failure: value, cause, response: answer });
  }
});
