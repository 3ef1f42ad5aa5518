import { describe, expect, test } from "vitest";
import { connected, gate, rejected } from "../../test/worker-port.ts";

describe("aborts", () => {
  const obey = (_: unknown, options: unknown): Promise<never> => {
    const signal: unknown = typeof options === "object" && options !== null && Reflect.get(options, "signal");
    if (!(signal instanceof AbortSignal)) throw new TypeError("There is no signal.");
    return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  };

  test.each([
    { reason: "as the caller likes", worker: "AbortError" },
    { reason: new DOMException("Too long.", "TimeoutError"), worker: "TimeoutError" },
    { reason: () => "not even to be copied", worker: "AbortError" },
  ])("end the work in the worker, and the call with the caller's own reason ($worker)", async ({ reason, worker }) => {
    const reasons: unknown[] = [];
    const { acme } = connected({
      "connection.pull": (...given) =>
        obey(given[0], given[1]).catch((heard: unknown) => {
          reasons.push(heard);
          throw heard;
        }),
    });
    const user = new AbortController();
    const pulling = rejected(acme.pull("contacts", { mode: "full", signal: user.signal }));
    await acme.streams();
    user.abort(reason);
    expect(await pulling).toBe(reason);
    expect(reasons).toEqual([expect.objectContaining({ name: worker })]);
  });

  test.each([{ name: undefined }, { message: null }, { name: Symbol("odd") }])(
    "with an error that is odd, and errors that are, settle the call all the same",
    async (odd) => {
      const { acme } = connected({
        "connection.pull": (...given) => obey(given[0], given[1]),
        "connection.cancel": () => {
          throw Object.assign(new Error("It broke."), odd);
        },
      });
      const user = new AbortController();
      const pulling = rejected(acme.pull("contacts", { signal: user.signal }));
      const reason = Object.assign(new Error("Enough."), odd);
      user.abort(reason);
      expect(await pulling).toBe(reason);
      expect(await rejected(acme.cancel("contacts"))).toBeInstanceOf(Error);
      expect(await acme.streams()).toEqual(["connection.streams"]);
    },
  );

  test("before a call ask for nothing", async () => {
    const asked: unknown[] = [];
    const { acme } = connected({ "connection.sync": (given) => asked.push(given) });
    expect(await rejected(acme.sync({ signal: AbortSignal.abort("never mind") }))).toBe("never mind");
    await acme.streams();
    expect(asked).toEqual([]);
  });

  test("after the work is done change nothing", async () => {
    const { acme } = connected({ "connection.pull": () => "received" });
    const user = new AbortController();
    expect(await acme.pull("contacts", { signal: user.signal })).toBe("received");
    user.abort();
    expect(await acme.streams()).toEqual(["connection.streams"]);
  });

  test("that the engine overtakes are answered with what the engine says", async () => {
    const ended = gate<string>();
    const { acme } = connected({ "connection.backfill": () => ended.promise });
    const user = new AbortController();
    const filling = acme.backfill("contacts", { from: "1" }, { signal: user.signal });
    await acme.streams();
    user.abort();
    ended.open("a receipt all the same");
    expect(await filling).toBe("a receipt all the same");
  });
});
