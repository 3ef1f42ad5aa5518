import type { Clock } from "../clock.ts";
import { FailureError, failure, isFailureError } from "../failure.ts";
import type { Slot } from "../options.ts";
import type { Outgoing } from "../call/outgoing.ts";
import { Circuit, breakerOptions } from "../policy/circuit.ts";
import type { BreakerOptions, CircuitOutcome } from "../policy/circuit.ts";
import { loss } from "../policy/network-error.ts";

export { breakerDefaults } from "../policy/circuit.ts";
export type { BreakerOptions } from "../policy/circuit.ts";

/**
 * Fills the `breaker` slot: while an origin keeps failing, calls to it fail at once with `circuit_open` and the time of the next probe. Throws a RangeError
 * that names the option when one is not usable.
 */
export function breaker(given?: Partial<BreakerOptions>): Slot {
  const options = breakerOptions(given);
  return ({ clock }) => {
    const circuits = new Map<string, Circuit>();
    const circuitOf = (origin: string): Circuit => {
      const circuit = circuits.get(origin) ?? new Circuit(options);
      circuits.set(origin, circuit);
      return circuit;
    };
    return {
      async layer(request, call, next) {
        const circuit = circuitOf(request.url.origin);
        const permit = circuit.admit(clock.monotonic());
        if ("retryAt" in permit) throw open(request, permit.retryAt, clock);
        try {
          const response = await next(request, call);
          circuit.report(permit, judged(response.status), clock.monotonic());
          return response;
        } catch (error) {
          circuit.report(permit, blamed(error, request), clock.monotonic());
          throw error;
        }
      },
      inspect: (origin) => ({ breaker: circuits.get(origin)?.state(clock.monotonic()) ?? "closed" }),
    };
  };
}

function judged(status: number): CircuitOutcome {
  if (status >= 500 && status !== 501 && status !== 505) return "failure";
  return status < 400 ? "success" : "neutral";
}

/** Only what the vendor or the way to it did: a timeout or a lost connection, not an abort from above. */
function blamed(error: unknown, { scope }: Outgoing): CircuitOutcome {
  if (scope.ended) return "neutral";
  if (isFailureError(error)) return error.code === "timeout" ? "failure" : "neutral";
  return loss(error) === "none" ? "neutral" : "failure";
}

function open({ url }: Outgoing, retryAt: number, clock: Clock): FailureError {
  const retryAfterMs = Math.max(0, retryAt - clock.monotonic());
  const message = `${url.origin} has been failing; it is spared for another ${Math.ceil(retryAfterMs)} ms. Try again then.`;
  return new FailureError(failure("circuit_open", { message, retryAfterMs, retryAt: clock.now() + retryAfterMs }));
}
