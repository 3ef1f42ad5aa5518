import { oauthOf } from "../auth/credentials.ts";
import { requestContract } from "../contract/request-contract.ts";
import type { Violation } from "../contract/violation.ts";
import type { CompleteOptions } from "../options.ts";
import { authenticated } from "./authenticated.ts";
import { brokenConnection } from "./broken-connection.ts";
import type { Layer } from "./call.ts";
import { conditional } from "./conditional.ts";
import { contracted } from "./contracted.ts";
import { deprecated } from "./deprecated.ts";
import { disguised } from "./disguised.ts";
import { errorEnvelope, errorsAs } from "./errors-as.ts";
import { idempotent } from "./idempotent.ts";
import type { House } from "./innermost.ts";
import { forcedLimit, limit } from "./limit.ts";
import { logged } from "./logged.ts";
import { outage } from "./outage.ts";
import { ownIds } from "./own-ids.ts";
import { randomFaults } from "./random-faults.ts";
import { scopeLost } from "./scope-lost.ts";
import { serverError } from "./server-error.ts";
import { slow } from "./slow.ts";

/** What stands between a request and its answer, outermost first. */
export function layersInOrder(
  house: House,
  settings: CompleteOptions,
  report: (violations: readonly Violation[]) => void,
): readonly Layer[] {
  const { connector, seed, tokens } = house;
  const { rateLimit, clock } = settings;
  const keyHeader = settings.idempotency === "ignored" ? undefined : connector.idempotency?.header;
  const isConcurrency = rateLimit?.kind === "concurrency";
  return [
    logged(house.log, connector.idempotency?.header), // sees every request and what came of it
    errorsAs(settings.errors, house), // whoever refuses, the vendor's errors look alike
    ...(rateLimit !== undefined && isConcurrency ? [limit(rateLimit)] : []), // a slow answer takes up its place all the while
    outage, // nobody answers, whoever asks
    slow("arrival", { clock, seed }), // before anything is decided, as a slow network is
    randomFaults({
      seed,
      tokens,
      oauth: settings.auth === "enforce" && oauthOf(connector) !== undefined,
      repeatsWrites: keyHeader !== undefined,
    }), // bad luck needs no credentials
    brokenConnection, // outside of what is repeated: a lost answer can be asked for again
    disguised({ envelope: (call, detail) => errorEnvelope(call, detail, house) }), // what a proxy says, it says to anybody
    ...(settings.auth === "enforce" ? [authenticated(house)] : []), // strangers do not use up a customer's limit
    scopeLost(connector), // known, and still not permitted
    forcedLimit,
    ...(rateLimit !== undefined && !isConcurrency ? [limit(rateLimit)] : []), // what counts is what was let in
    serverError, // let in, and then failed before anything was done
    deprecated(settings.deprecations, { ...house, since: house.newestAt }), // on answers of the operation itself
    ownIds, // ids as the vendor knows them, before anybody reads them
    contracted({ contract: requestContract(connector, house), strictness: settings.contract, report }), // nothing is done with a request that is wrong
    idempotent({ header: keyHeader, manner: settings.idempotency, ttlMs: settings.idempotencyTtlMs }), // only answers of the vendor itself are repeated
    slow("processing", { clock, seed }), // the key is taken meanwhile
    conditional(settings.validators), // last: what is compared is what would have been sent
  ];
}
