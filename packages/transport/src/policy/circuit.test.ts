import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Circuit, breakerDefaults, breakerOptions } from "./circuit.ts";
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

type Kind = "closed" | "open" | "half-open";
type Happening = CircuitOutcome | "openMs pass" | "windowMs pass";

/** What one more happening makes of a circuit that one failure opens and one probe closes. Every cell, by type. */
const transitions: Readonly<Record<Kind, Readonly<Record<Happening, Kind>>>> = {
  closed: { success: "closed", failure: "open", neutral: "closed", "openMs pass": "closed", "windowMs pass": "closed" },
  // Whoever began before it opened changes nothing any more.
  open: { success: "open", failure: "open", neutral: "open", "openMs pass": "half-open", "windowMs pass": "half-open" },
  "half-open": {
    success: "closed",
    failure: "open",
    neutral: "half-open",
    "openMs pass": "half-open",
    "windowMs pass": "half-open",
  },
};

const cells = Object.entries(transitions).flatMap(([state, row]) =>
  Object.entries(row).map(([happening, want]) => ({ state, happening, want })),
);

test.for(cells)("$state, then $happening: $want", ({ state, happening, want }) => {
  const circuit = new Circuit({ ...options, minimum: 1, probes: 1 });
  const leave = (at: number): Permit => {
    const permit = circuit.admit(at);
    if ("retryAt" in permit) throw new Error("nothing is admitted");
    return permit;
  };
  let permit = leave(0);
  let now = 0;
  if (state !== "closed") circuit.report(leave(0), "failure", now);
  if (state === "half-open") permit = leave((now = options.openMs));
  expect(circuit.state(now)).toBe(state);
  if (happening === "openMs pass") now += options.openMs;
  else if (happening === "windowMs pass") now += options.windowMs;
  else if (happening === "success" || happening === "failure" || happening === "neutral")
    circuit.report(permit, happening, now);
  expect(circuit.state(now)).toBe(want);
});

test("options that make no sense are refused by name", () => {
  for (const [name, value] of [
    ["failureRate", 0],
    ["failureRate", 1.5],
    ["minimum", 0],
    ["windowMs", Infinity],
    ["openMs", Number.NaN],
    ["probes", 0],
    ["probeTimeoutMs", -1],
  ] as const)
    expect(() => breakerOptions({ [name]: value })).toThrow(`breaker.${name}`);
});
