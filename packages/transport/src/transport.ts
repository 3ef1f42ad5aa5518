import { assemble } from "./assemble.ts";
import type { Assembly, CoreTransport, Parts } from "./assemble.ts";
import { BodyGuards } from "./body/body-guards.ts";
import { serverWait } from "./outcome/classify.ts";
import { HealthBook } from "./events/health.ts";
import type { OriginHealth, TransportHealth } from "./events/health.ts";
import type { TransportOptions } from "./options.ts";
import { tracer } from "./layers/correlate.ts";
import { answerDetails } from "./layers/observe-attempt.ts";
import { LearningBucket } from "./policy/limits/learning-bucket.ts";

/** The whole transport: what its core does, and what it learns and tells besides. */
export interface Transport extends CoreTransport {
  /** How each origin has been doing: errors, times, limits, and what the slots know of it. */
  health(): TransportHealth;
}

/** Makes a transport. Throws a RangeError or TypeError that names the option when one is not usable. */
export function createTransport(options: TransportOptions = {}): Transport {
  const book = new HealthBook();
  const { transport, fittings } = assembleWith(options, { book, tracer, details: answerDetails });
  const known = (origin: string): Partial<OriginHealth> =>
    Object.assign({}, ...fittings.map((each) => each?.inspect?.(origin)));
  return { ...transport, health: () => book.report(known) };
}

/** {@link TransportOptions} without those that serve only who looks on from outside. */
export type PlainTransportOptions = Omit<TransportOptions, "trace" | "observe">;

/**
 * The same without what only those ask for who look on from outside: no `health()`, no `trace`, no `observe`, and events that tell of an answer its status and
 * times alone. The engine of `@waybill/sync` makes its own so, and ships no more. Throws as {@link createTransport} does.
 */
export function createPlainTransport(options: PlainTransportOptions = {}): CoreTransport {
  return assembleWith(options, {}).transport;
}

type Outlook = Pick<Parts, "book" | "tracer" | "details">;

function assembleWith(options: TransportOptions, outlook: Outlook): Assembly {
  const bodies = new BodyGuards();
  return assemble(options, {
    ...outlook,
    serverWait,
    guard: (response, call) => bodies.guard(response, call),
    bucket: (throttle) => new LearningBucket(throttle),
  });
}
