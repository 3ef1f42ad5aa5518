import { contractVersion } from "./contract.ts";
import type {
  AuthScheme,
  ConcurrencyControl,
  Connector,
  Deletes,
  Display,
  IdempotencySupport,
  Identity,
  Incremental,
  ListOperation,
  ParentRef,
  RateLimits,
  RecordOperations,
  StreamContract,
  SyncToken,
} from "./contract.ts";
import type { Pagination } from "./pagination.ts";
import { pointerTo } from "./pointer.ts";
import type { Pointer } from "./refs.ts";
import { checkMapping } from "./validate-mapping.ts";
import { checkPagination } from "./validate-pagination.ts";
import { parentProblems } from "./validate-parent.ts";
import { dictionaryOf, json, listOf, objectOf, oneOf, optional, taggedBy, text, wholeNumber } from "./shape.ts";
import type { Check, Problem } from "./shape.ts";
import { field, parameterRef, pointer, responseRef } from "./validate-refs.ts";

/** A value that should be a connector and is not. `problems` names every place, not only the first. */
export class ConnectorError extends Error {
  override readonly name = "ConnectorError" as const;
  readonly code = "connector" as const;
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const lines = problems.map(
      ({ pointer: at, expected }) => `  ${at === "" ? "(the whole)" : at}: expected ${expected}`,
    );
    super(
      `This is not a connector of contract version ${contractVersion}, so no stream of it can be run:\n${lines.join("\n")}\n` +
        "Generate it again with `waybill generate`, or correct these places in waybill.config.ts.",
    );
    this.problems = problems;
  }
}

/**
 * Checks that a value is a connector, down to every stream.
 * @throws ConnectorError naming each place that is not as the contract says.
 */
export function validateConnector(value: unknown): Connector {
  const problems = connectorProblems(value);
  if (isSound(value, problems)) return value;
  throw new ConnectorError(problems);
}

/** The same check as a value; empty when it is a connector. */
export function connectorProblems(value: unknown): readonly Problem[] {
  const shape = connector(value, []);
  return isSound(value, shape) ? relations(value) : shape;
}

function isSound(value: unknown, problems: readonly Problem[]): value is Connector {
  return value !== undefined && problems.length === 0;
}

/** What no single member shows: names that agree, parents that exist. */
function relations(value: Connector): readonly Problem[] {
  return Object.entries(value.streams).flatMap(([name, stream]) => {
    const at = pointerTo("streams", name);
    const named =
      stream.name === name ? [] : [{ pointer: `${at}/name`, expected: `"${name}", the name it is listed under` }];
    return [
      ...named,
      ...parentProblems(value, stream, at),
      ...tokenProblems(stream, at),
      ...windowProblems(stream, at),
    ];
  });
}

function windowProblems({ incremental, parent }: StreamContract, at: Pointer): readonly Problem[] {
  const { spanMs, maxResults, until, start, format } = incremental ?? {};
  if (spanMs === undefined && maxResults === undefined) return [];
  const isBounded = until !== undefined && start !== undefined && format !== "opaque" && parent === undefined;
  const expected = "a stream without `parent`, with `until`, `start` and a format that is a time";
  return isBounded
    ? []
    : [{ pointer: `${at}/incremental/${spanMs === undefined ? "maxResults" : "spanMs"}`, expected }];
}

/** Styles that carry an address from page to page, or have one page. The others would ask for the second page of the whole list. */
const ledByAddress: readonly Pagination["style"][] = ["link-header", "next-url", "none"];

function tokenProblems(stream: StreamContract, at: Pointer): readonly Problem[] {
  const { syncToken, incremental, parent, pagination } = stream;
  if (syncToken === undefined) return [];
  const isAlone = incremental === undefined && parent === undefined;
  const alone = { pointer: `${at}/syncToken`, expected: "a stream without `incremental` and without `parent`" };
  const isLed = syncToken.param !== undefined || ledByAddress.includes(pagination.style);
  const expected = `a parameter: pages of the style "${pagination.style}" do not carry on an address`;
  return [...(isAlone ? [] : [alone]), ...(isLed ? [] : [{ pointer: `${at}/syncToken/param`, expected }])];
}

const operation = text("`METHOD /path`", /^[A-Z]+ \//);
const name = text("text that is not empty");
/** What begins with a space is the connection's own: lanes and leases that are no stream's. */
const streamName = text("text that does not begin with a space", /^\S/);

const auth = taggedBy<AuthScheme, "kind">("kind", {
  none: {},
  apiKey: { in: oneOf("header", "query", "cookie"), name },
  basic: {},
  bearer: {},
  oauth2: {
    tokenUrl: optional(name),
    authorizationUrl: optional(name),
    refreshUrl: optional(name),
    scopes: listOf(name),
  },
});

const path = text("a path that begins with `/`", /^\//);

const list = objectOf<ListOperation>({
  method: oneOf("GET", "POST"),
  path,
  operationId: optional(name),
  parameters: optional(dictionaryOf(json, parameterRef)),
  required: optional(listOf(parameterRef)),
});

const incremental = objectOf<Incremental>({
  param: parameterRef,
  until: optional(parameterRef),
  start: optional(name),
  spanMs: optional(wholeNumber(1)),
  maxResults: optional(wholeNumber(1)),
  cursorField: pointer,
  kind: oneOf("updated", "created", "event-time"),
  format: oneOf("date-time", "date", "epoch-s", "epoch-ms", "opaque"),
  granularityMs: wholeNumber(0),
  order: oneOf("asc", "desc", "unknown"),
  lagMs: wholeNumber(0),
});

const deletes = objectOf<Deletes>({
  field: pointer,
  values: optional(listOf(json)),
  include: optional(objectOf<NonNullable<Deletes["include"]>>({ param: parameterRef, value: json })),
});

const stream = objectOf<StreamContract>({
  name: streamName,
  list,
  items: pointer,
  pagination: checkPagination,
  primaryKey: listOf(pointer),
  incremental: optional(incremental),
  syncToken: optional(
    objectOf<SyncToken>({
      token: responseRef,
      param: optional(parameterRef),
      without: optional(listOf(parameterRef)),
    }),
  ),
  deletes: optional(deletes),
  parent: optional(
    objectOf<ParentRef>({
      stream: streamName,
      parameters: dictionaryOf(pointer, parameterRef),
      inherits: optional(listOf(parameterRef)),
      keys: optional(oneOf("own", "below-parent")),
      orphans: optional(oneOf("remove", "keep")),
      changesShowAt: optional(oneOf("parent")),
    }),
  ),
  operations: optional(
    objectOf<RecordOperations>({
      create: optional(operation),
      get: optional(operation),
      update: optional(operation),
      delete: optional(operation),
      bulk: optional(operation),
      upsert: optional(operation),
    }),
  ),
  concurrency: optional(objectOf<ConcurrencyControl>({ param: parameterRef, version: responseRef })),
  scopes: optional(listOf(name)),
  operationScopes: optional(listOf(name)),
  duplicates: optional(oneOf("latest", "first", "last")),
  mapping: optional(checkMapping),
  display: optional(objectOf<Display>({ title: pointer, fields: listOf(pointer) })),
  indexes: optional(listOf(field)),
  classes: optional(dictionaryOf(oneOf("pii", "secret"), pointer)),
});

const connector: Check = objectOf<Connector>({
  contractVersion: oneOf(contractVersion),
  vendor: text("lower-case letters and digits with hyphens", /^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: name,
  version: text(),
  baseUrl: text("an http or https address without a trailing slash", /^https?:\/\/.*[^/]$/),
  auth: listOf(auth),
  limits: optional(
    objectOf<RateLimits>({
      requests: optional(wholeNumber(1)),
      windowMs: optional(wholeNumber(1)),
      concurrency: optional(wholeNumber(1)),
    }),
  ),
  idempotency: optional(objectOf<IdempotencySupport>({ header: name })),
  identity: optional(objectOf<Identity>({ path, account: responseRef })),
  headers: optional(dictionaryOf(text())),
  streams: dictionaryOf(stream),
});
