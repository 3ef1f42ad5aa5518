import type { Connector, Json } from "@waybill/sync/connector";
import { credentialsOf, type Credentials } from "./auth/credentials.ts";
import { scopeTexts } from "./auth/requirements.ts";
import { TokenBook, type IssuedTokens } from "./auth/token-book.ts";
import type { Violation } from "./contract/violation.ts";
import { operationNames } from "./document/operation.ts";
import { schemaReader } from "./document/schema.ts";
import { faultBoard, type FaultBoard } from "./faults/fault-board.ts";
import type { FaultKind } from "./faults/fault.ts";
import { isSelective, type FaultScope } from "./faults/fault-scope.ts";
import type { PlainRequest, PlainResponse } from "./http/plain.ts";
import { basePath, router } from "./http/router.ts";
import { chain } from "./layers/call.ts";
import { layersInOrder } from "./layers/in-order.ts";
import { askedPage, innermost, type House } from "./layers/innermost.ts";
import { targets } from "./layers/targets.ts";
import { complete, type EmulatorOptions } from "./options.ts";
import { words } from "./records/words.ts";
import { receive } from "./receive.ts";
import { Logbook, type EmulatorStats } from "./stats.ts";
import { edits, type RecordEdits } from "./state/edits.ts";
import type { Entries } from "./state/entries.ts";
import { Vendor } from "./state/vendor.ts";
import { announced, announcer, type Announce } from "./webhooks/announced.ts";
import { webhooks, type Webhooks } from "./webhooks/webhooks.ts";

/** A vendor that lives in memory. */
export interface Emulator extends RecordEdits {
  /** Answers one request: what the MSW handlers call. Rejects with a TypeError where a connection would break. */
  fetch(this: void, request: Request): Promise<Response>;
  /** `fetch` without the platform's objects around it: what the HTTP server answers by. */
  exchange(this: void, request: PlainRequest): Promise<PlainResponse>;
  /** What the vendor holds now: live records, those of all parents, in list order. */
  records(stream: string): readonly Json[];
  /** How many these are. */
  count(stream: string): number;
  /** The live records of a nested stream below one parent, named by the parameters that it fills. */
  children(stream: string, parent: Readonly<Record<string, Json>>): readonly Json[];
  readonly faults: FaultBoard;
  /** What it was asked, and which effects that had. */
  stats(): EmulatorStats;
  /** Every way in which requests broke the document's contract so far: what a test can expect to be empty. */
  violations(): readonly Violation[];
  /** Forgets what was asked, done and violated so far. What the vendor holds stays. */
  clearLog(): void;
  readonly webhooks: Webhooks;
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
  const { connector, document, seed, clock, newestAt, paging } = settings;
  const now = () => Math.max(clock.now(), newestAt);
  const reader = schemaReader(document);
  const credentials = credentialsOf(connector, seed, [...scopeTexts({ document, reader }).keys()]);
  const tokens = new TokenBook({ seed, ttlMs: settings.tokenTtlMs });
  const faults = faultBoard({ seed, now, onSet: (kind, scope) => endTokens(kind, scope, { tokens, now }) });
  const routes = router(targets(connector, credentials, operationNames(document, reader)), basePath(connector.baseUrl));
  const vendor = new Vendor({ document, reader, connector, seed, end: newestAt, countOf: settings.countOf });
  const events = webhooks({ clock, now, seed, faults });
  const announce: Announce = announcer(vendor, events, now);
  const log = new Logbook(announce);
  const house: House = {
    connector,
    document,
    reader,
    vendor,
    words: words(),
    seed,
    newestAt,
    paging,
    clientName: settings.clientName,
    credentials,
    tokens,
    faults,
    log,
    methodsOf: (pathname) => routes.methodsOf(pathname),
  };
  const violations: Violation[] = [];
  const layers = layersInOrder(house, settings, (found) => void violations.push(...found));
  faults.plan(settings.faults ?? []);
  if (settings.random !== undefined) faults.set("random", settings.random);
  for (const receiver of settings.webhooks) events.subscribe(receiver);
  const answer = chain(layers, innermost(house));
  return {
    ...receive({ connector, routes, log, now, faults, pageOf: (call) => askedPage(call, house), answer }),
    records: (stream) => vendor.entries(stream).map((entry) => entry.record()),
    count: (stream) => vendor.count(stream),
    children: (stream, parent) => every(vendor.collection(stream, parent).entries({ deleted: false })),
    ...announced(edits(vendor, now), vendor, announce),
    faults,
    stats: () => log.stats(),
    violations: () => [...violations],
    clearLog() {
      log.clear();
      violations.length = 0;
    },
    webhooks: events,
    credentials: () => credentials,
    issueTokens: () => tokens.grant(credentials.scopes.join(" "), now()),
    connector,
    seed,
  };
}

const every = (entries: Entries): readonly Json[] => entries.slice(0, entries.length).map((entry) => entry.record());

/** Two faults act on the tokens that exist when they are set; those that single out requests do so at these. */
function endTokens(
  kind: FaultKind,
  scope: FaultScope,
  { tokens, now }: { tokens: TokenBook; now: () => number },
): void {
  if (isSelective(scope)) return;
  if (kind === "expired_token") tokens.expire(now());
  if (kind === "revoked") tokens.revokeAll();
}
