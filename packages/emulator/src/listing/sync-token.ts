import type { ParameterRef, StreamContract, SyncToken } from "@waybill/sync/connector";
import { parameter, textParameter, type Exchange } from "../http/exchange.ts";
import { signal, type BadPosition, type Page, type Signal, type Source } from "./listing.ts";
import type { Manners } from "./manners.ts";
import { sealed, unsealed } from "./seal.ts";
import { writtenUrl } from "./written-url.ts";

/** What a delta link is asked by, where the contract names no parameter. */
const deltaParameter = "delta_token";

/** Where a request carries the token; undefined where the stream has none. */
export const tokenParameter = (syncToken: SyncToken | undefined): ParameterRef | undefined =>
  syncToken === undefined ? undefined : (syncToken.param ?? deltaParameter);

/** What the vendor knows of a stream's changes: which was the last, and how often it forgot up to where its callers had read. */
export interface KnownChanges {
  readonly change: number;
  readonly forgotten: number;
  readonly manners: Manners;
}

/** The change up to which the one who asks by a token has read; undefined where nobody does. */
export function askedAfter(
  contract: StreamContract,
  exchange: Exchange,
  known: KnownChanges,
): number | BadPosition | undefined {
  const ref = tokenParameter(contract.syncToken);
  const token = ref === undefined ? undefined : textParameter(exchange, ref);
  if (ref === undefined || token === undefined) return undefined;
  const beside = contract.syncToken?.without?.find((each) => parameter(exchange, each) !== undefined);
  if (beside !== undefined) return { refused: `${beside} is not taken beside ${ref}.` };
  const numbers = unsealed(purposeOf(contract), token) ?? [];
  const [after = 0] = numbers;
  if (isKnown(numbers, exchange, known)) return after;
  return { refused: `What changed since the token in ${ref} is no longer known; read everything.`, status: 410 };
}

/** Did the vendor give a token that says this, and does it still know what changed since? */
function isKnown(
  [after, issued = 0, age]: readonly number[],
  { now }: Exchange,
  { change, forgotten, manners: { syncTokenTtlMs = Infinity } }: KnownChanges,
): boolean {
  return after !== undefined && after <= change && age === forgotten && now - issued < syncTokenTtlMs;
}

/** A token for the next list, on the last page of this one: what changed since it was begun is in the next. */
export function tokenSignals(source: Source, page: Page): readonly Signal[] {
  const { plan, exchange, manners, forgotten } = source;
  const { syncToken } = plan.contract;
  if (syncToken === undefined) return [];
  const begun = page.begun ?? begunAt(source, page);
  if (page.more || source.isCutOff) return signal(syncToken.token, undefined);
  const issued = manners.syncTokenTtlMs === undefined ? 0 : exchange.now;
  const token = sealed(purposeOf(plan.contract), [begun, issued, forgotten]);
  return signal(syncToken.token, syncToken.param === undefined ? deltaLink(source, syncToken, token) : token);
}

function begunAt({ collection, plan, change, after }: Source, page: Page): number {
  const place = { isFirst: page.offset === 0, isLast: isEnd(plan.contract, page) };
  return collection.begunLists.changeAt(`${after}`, { ...place, change, otherwise: after ?? 0 });
}

/** Is this the page at which a reader ends? Where an empty one says so, the last records are not it. */
const isEnd = ({ pagination }: StreamContract, { more, entries }: Page): boolean =>
  !more && !("end" in pagination && pagination.end === "empty-page" && entries.length > 0);

const purposeOf = ({ name }: StreamContract): string => JSON.stringify(["sync", name]);

/** The address of the list of what changes from here on, with the constant parameters of this one. */
function deltaLink(source: Source, { token: ref, without = [] }: SyncToken, token: string): string {
  const { url } = source.exchange;
  const constants = source.plan.contract.list.parameters ?? {};
  const link = new URL(url.origin + url.pathname);
  for (const [name, value] of url.searchParams)
    if (Object.hasOwn(constants, name) && !without.includes(name)) link.searchParams.append(name, value);
  link.searchParams.set(deltaParameter, token);
  return writtenUrl(source, link, ref);
}
