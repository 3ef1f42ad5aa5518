import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isMeant, isSelective, strikes, type FaultScope, type FaultSubject } from "./fault-scope.ts";

const request: FaultSubject = { stream: "contacts", operation: "GET /contacts", kind: "list", now: 0, page: () => 2 };

describe("a scope", () => {
  test.each<readonly [FaultScope, boolean]>([
    [{}, true],
    [{ streams: ["contacts", "deals"] }, true],
    [{ streams: ["deals"] }, false],
    [{ operation: "GET /contacts" }, true],
    [{ operation: ["POST /contacts", "list"] }, true],
    [{ operation: "create" }, false],
    [{ page: 2 }, true],
    [{ page: [1, 3] }, false],
    [{ streams: ["contacts"], operation: "list", page: [2] }, true],
    [{ streams: ["contacts"], operation: "get", page: 2 }, false],
  ])("%j means a request for the second page of contacts: %s", (scope, wanted) => {
    expect(isMeant(scope, request)).toBe(wanted);
  });

  test("of streams or pages means nothing outside of them", () => {
    const outside = { ...request, stream: undefined, page: () => undefined };
    expect([isMeant({ streams: ["contacts"] }, outside), isMeant({ page: 1 }, outside)]).toEqual([false, false]);
  });

  test("singles requests out with any condition but a number of times", () => {
    const scopes: readonly FaultScope[] = [{}, { times: 3 }, { request: 3 }, { fromMs: 0 }];
    expect(scopes.map(isSelective)).toEqual([false, false, true, true]);
  });
});

describe("a strike", () => {
  const struckOf = (scope: FaultScope, count = 12, seed = 1) =>
    Array.from({ length: count }, (_, index) => index + 1).filter((ordinal) =>
      strikes(scope, { ordinal, ageMs: ordinal * 1000, draw: [seed] }),
    );

  test.each<readonly [FaultScope, readonly number[]]>([
    [{ request: 3 }, [3]],
    [{ request: [1, 5, 40] }, [1, 5]],
    [{ fromMs: 4000, untilMs: 7000 }, [4, 5, 6]],
    [{ untilMs: 2500 }, [1, 2]],
    [{ probability: 0 }, []],
    [{ request: [4, 5, 6], fromMs: 5000 }, [5, 6]],
  ])("with %j hits the requests %j", (scope, wanted) => {
    expect(struckOf(scope)).toEqual(wanted);
  });

  test("by chance is a matter of the seed alone", () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, probability) => {
        expect(struckOf({ probability }, 40, seed)).toEqual(struckOf({ probability }, 40, seed));
      }),
    );
    expect(struckOf({ probability: 0.5 }, 60, 1)).not.toEqual(struckOf({ probability: 0.5 }, 60, 2));
  });

  test("by chance comes about as often as it says", () => {
    const share = struckOf({ probability: 0.25 }, 4000).length / 4000;
    expect(share).toBeGreaterThan(0.22);
    expect(share).toBeLessThan(0.28);
  });

  test("in bursts goes on for as many requests as it says", () => {
    const single = struckOf({ probability: 0.02 }, 1000);
    const bursts = struckOf({ probability: 0.02, burst: 4 }, 1000);
    const wanted = single.flatMap((first) => [first, first + 1, first + 2, first + 3]).filter((n) => n <= 1000);
    expect(single.length).toBeGreaterThan(5);
    expect(new Set(bursts)).toEqual(new Set(wanted));
  });
});
