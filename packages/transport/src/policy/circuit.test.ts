import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Circuit, breakerDefaults } from "./circuit.ts";
import type { CircuitOutcome, Permit } from "./circuit.ts";

const options = { ...breakerDefaults, minimum: 4, windowMs: 1000, openMs: 500, probes: 2 };

test("an open circuit admits nothing before its time, and a half-open one never more than its probes", () => {
  const step = fc.record({
    afterMs: fc.integer({ min: 0, max: 400 }),
    outcome: fc.constantFrom<CircuitOutcome>("success", "failure", "neutral"),
    answers: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const circuit = new Circuit(options);
      const pending = new Set<Permit>();
      let now = 0;
      let openUntil = -Infinity;
      for (const { afterMs, outcome, answers } of steps) {
        now += afterMs;
        const before = circuit.state(now);
        const admitted = circuit.admit(now);
        if ("retryAt" in admitted) continue;
        if (before === "open" || now < openUntil) return false;
        pending.add(admitted);
        if (answers && circuit.report(admitted, outcome, now)) openUntil = now + options.openMs;
        if (answers) pending.delete(admitted);
        const probes = [...pending].filter(({ epoch }) => epoch === admitted.epoch);
        if (before === "half-open" && circuit.state(now) === "half-open" && probes.length > options.probes)
          return false;
      }
      return true;
    }),
  );
});

test("it takes the share and the minimum of failures within the window to open, and its probes' successes to close", () => {
  const circuit = new Circuit(options);
  const send = (outcome: CircuitOutcome, at: number): boolean => {
    const permit = circuit.admit(at);
    return "retryAt" in permit ? false : circuit.report(permit, outcome, at);
  };
  expect([send("failure", 0), send("failure", 1), send("success", 2), send("failure", 3)]).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect([circuit.state(502), circuit.state(503)]).toEqual(["open", "half-open"]);
  send("success", 503);
  expect(circuit.state(503)).toBe("half-open");
  send("success", 504);
  expect(circuit.state(504)).toBe("closed");
});
