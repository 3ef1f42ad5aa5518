import type { Connector, Json } from "@waybill/sync/connector";
import { credentialsOf, oauthOf, type Credentials } from "./auth/credentials.ts";
import { TokenBook, type IssuedTokens } from "./auth/token-book.ts";
import { operationNames } from "./document/operation.ts";
import { schemaReader } from "./document/schema.ts";
import { faultBoard, type FaultBoard } from "./faults/fault-board.ts";
import type { FaultKind } from "./faults/fault.ts";
import { basePath, router } from "./http/router.ts";
import { authenticated } from "./layers/authenticated.ts";
import type { Layer } from "./layers/call.ts";
import { chain } from "./layers/call.ts";
import { idempotent } from "./layers/idempotent.ts";
import { innermost, type House } from "./layers/innermost.ts";
import { limit } from "./layers/limit.ts";
import { logged } from "./layers/logged.ts";
import { outage } from "./layers/outage.ts";
import { randomFaults } from "./layers/random-faults.ts";
import { slow } from "./layers/slow.ts";
import { targets } from "./layers/targets.ts";
import { rateLimiter } from "./limits/rate-limiter.ts";
import { complete, type CompleteOptions, type EmulatorOptions } from "./options.ts";
import { words } from "./records/words.ts";
import { receive } from "./receive.ts";
import { Logbook, type EmulatorStats } from "./stats.ts";
import { edits, type RecordEdits } from "./state/edits.ts";
import type { Entries } from "./state/entries.ts";
import { Vendor } from "./state/vendor.ts";

/** A vendor that lives in memory. */
export interface Emulator extends RecordEdits {
  /** Answers one request: the one function behind the HTTP server and the MSW handlers. Rejects with a TypeError where a connection would break. */
  fetch(this: void, request: Request): Promise<Response>;
  /** What the vendor holds now: live records, those of all parents, in list order. */
  records(stream: string): readonly Json[];
  /** The live records of a nested stream below one parent, named by the path parameters. */
  children(stream: string, parent: Readonly<Record<string, Json>>): readonly Json[];
  readonly faults: FaultBoard;
  stats(): EmulatorStats;
  /** Fixed credentials, and where the OAuth endpoints are. */
  credentials(): Credentials;
  /** Tokens as a finished consent would have given. */
  issueTokens(): IssuedTokens;
  readonly connector: Connector;
  readonly seed: number;
}

/** Makes a stateful fake of a vendor from its document and connector. Independent of the engine: an opinion of its own of what a page is. */
export function createEmulator(options: EmulatorOptions): Emulator {
  const settings = complete(options);
  const { connector, document, seed, clock, newestAt } = settings;
  const now = () => Math.max(clock.now(), newestAt);
  const reader = schemaReader(document);
  const credentials = credentialsOf(connector, seed);
  const tokens = new TokenBook({ seed, ttlMs: settings.tokenTtlMs });
  const faults = faultBoard((kind) => onFault(kind, tokens, now));
  const routes = router(targets(connector, credentials, operationNames(document, reader)), basePath(connector.baseUrl));
  const vendor = new Vendor({ document, reader, connector, seed, end: newestAt, countOf: settings.countOf });
  const log = new Logbook();
  const house: House = {
    connector,
    document,
    reader,
    vendor,
    words: words(),
    seed,
    newestAt,
    credentials,
    tokens,
    faults,
    log,
    methodsOf: (pathname) => routes.methodsOf(pathname),
  };
  if (settings.random !== undefined) faults.set("random", settings.random);
  return {
    fetch: receive({ connector, routes, log, now, answer: chain(layers(house, settings), innermost(house)) }),
    records: (stream) => vendor.entries(stream).map((entry) => entry.record()),
    children: (stream, parent) => every(vendor.collection(stream, parent).entries({ deleted: false })),
    ...edits(vendor, now),
    faults,
    stats: () => log.stats(),
    credentials: () => credentials,
    issueTokens: () => tokens.grant(credentials.scopes.join(" "), now()),
    connector,
    seed,
  };
}

/** What stands between a request and its answer, outermost first. */
const layers = (house: House, settings: CompleteOptions): readonly Layer[] => [
  logged(house.log), // sees every request and what came of it
  outage(house.faults), // nobody answers, whoever asks
  slow(house.faults, settings.clock), // before anything is decided, as a slow network is
  randomFaults({
    faults: house.faults,
    seed: house.seed,
    tokens: house.tokens,
    oauth: settings.auth === "enforce" && oauthOf(house.connector) !== undefined,
    repeatsWrites: house.connector.idempotency !== undefined,
  }), // bad luck needs no credentials
  ...(settings.auth === "enforce" ? [authenticated(house, house.faults)] : []), // strangers do not use up a customer's limit
  limit(settings.rateLimit === undefined ? undefined : rateLimiter(settings.rateLimit), house.faults), // what counts is what was let in
  idempotent(house.connector.idempotency?.header), // last, so that only answers of the vendor itself are repeated
];

const every = (entries: Entries): readonly Json[] => entries.slice(0, entries.length).map((entry) => entry.record());

/** Two faults act on the tokens that exist when they are set. */
function onFault(kind: FaultKind, tokens: TokenBook, now: () => number): void {
  if (kind === "expired_token") tokens.expire(now());
  if (kind === "revoked") tokens.revokeAll();
}
