import { assemble } from "./assemble.ts";
import type { CoreTransport } from "./assemble.ts";
import { BodyGuards } from "./body/body-guards.ts";
import { serverWait } from "./classify.ts";
import { HealthBook } from "./health.ts";
import type { OriginHealth, TransportHealth } from "./health.ts";
import type { TransportOptions } from "./options.ts";
import { LearningBucket } from "./policy/learning-bucket.ts";

/** The whole transport: what its core does, and what it learns and tells besides. */
export interface Transport extends CoreTransport {
  health(): TransportHealth;
}

/** Makes a transport. Throws a RangeError or TypeError that names the option when one is not usable. */
export function createTransport(options: TransportOptions = {}): Transport {
  const book = new HealthBook();
  const bodies = new BodyGuards();
  const { transport, fittings } = assemble(options, {
    book,
    serverWait,
    guard: (response, call) => bodies.guard(response, call),
    bucket: (throttle) => new LearningBucket(throttle),
  });
  const known = (origin: string): Partial<OriginHealth> =>
    Object.assign({}, ...fittings.map((each) => each?.inspect?.(origin)));
  return { ...transport, health: () => book.report(known) };
}
