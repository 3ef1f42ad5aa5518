import type { Connector, Json, JsonObject } from "@waybill/sync/connector";
import { authorizeEndpoint } from "../auth/authorize-endpoint.ts";
import type { Credentials } from "../auth/credentials.ts";
import type { TokenBook } from "../auth/token-book.ts";
import { revocationEndpoint } from "../auth/revocation-endpoint.ts";
import { scopeTexts } from "../auth/requirements.ts";
import { tokenEndpoint } from "../auth/token-endpoint.ts";
import { isObject } from "../document/pointer.ts";
import type { SchemaReader } from "../document/schema.ts";
import type { FaultSource } from "../faults/fault-board.ts";
import { moveRecord } from "../faults/move-records.ts";
import { pageFaults } from "../faults/page-faults.ts";
import { changedRecord, isOneOfFew, recordFaults } from "../faults/record-faults.ts";
import { json, problem } from "../http/answer.ts";
import { list, pageNumber } from "../listing/list.ts";
import type { PagingManners } from "../listing/manners.ts";
import { referredBy, singular } from "../records/names.ts";
import type { Words } from "../records/words.ts";
import type { Logbook } from "../stats.ts";
import type { Entry } from "../state/entry.ts";
import type { Vendor } from "../state/vendor.ts";
import { recordAction } from "../writing/record-actions.ts";
import type { Call, RecordAction, Reply, Target } from "./call.ts";
import { documented } from "./documented.ts";
import { KeptPages } from "./kept-pages.ts";

/** Everything that an answer is made from. */
export interface House {
  readonly connector: Connector;
  readonly document: JsonObject;
  readonly reader: SchemaReader;
  readonly vendor: Vendor;
  readonly words: Words;
  readonly seed: number;
  readonly newestAt: number;
  readonly paging: PagingManners;
  /** Name of the product that asks for consent. */
  readonly clientName: string;
  readonly credentials: Credentials;
  readonly tokens: TokenBook;
  readonly faults: FaultSource;
  readonly log: Logbook;
  readonly methodsOf: (pathname: string) => readonly string[];
}

/** The vendor itself, once nothing stands between the request and the answer. */
export function innermost(house: House): (call: Call) => Promise<Reply> {
  const pages = new KeptPages(house.vendor);
  const isPlain = Object.keys(house.paging).length === 0;
  const askedFor = (stream: string, call: Call): Reply => {
    const make = () => listed(stream, call, house);
    return isPlain && house.faults.active().length === 0 ? pages.get(stream, call, make) : make();
  };
  return async (call) => {
    const { target } = call;
    if (target === undefined) return { answer: nowhere(call, house) };
    if ("stream" in target && target.kind !== "list") return actedOn(target, call, house);
    if (target.kind === "list") return askedFor(target.stream, call);
    if (target.kind === "unknown-query") return { answer: unknownQuery };
    if (target.kind === "document") return { answer: documented(target, call, house) };
    return { answer: await endpoint(target.kind, call, house) };
  };
}

/** The OAuth endpoints. */
async function endpoint(kind: "authorize" | "token" | "revoke", call: Call, house: House): Promise<Reply["answer"]> {
  switch (kind) {
    case "authorize":
      return authorizeEndpoint(call, {
        ...house,
        title: house.connector.title,
        scopeTexts: scopeTexts(house),
        onConsent: () => house.faults.clear("revoked"),
      });
    case "token":
      house.log.grant(grantType(call.body));
      return tokenEndpoint(call, house);
    case "revoke":
      return revocationEndpoint(call, house);
  }
}

/** Which page of a list a call asks for, from 1; undefined where it asks for none. */
export function askedPage({ target, ...exchange }: Omit<Call, "faults">, house: House): number | undefined {
  if (target?.kind !== "list") return undefined;
  return pageNumber(target.stream, exchange, { ...house, manners: house.paging });
}

function listed(stream: string, call: Call, house: House): Reply {
  const { seed, vendor } = house;
  const { number, now } = call;
  const moving = call.faults.of("moving_records");
  if (moving !== undefined && askedPage(call, house) !== 1)
    moveRecord(vendor.collection(stream, call.path), moving, { seed, number, now });
  const forgetful = call.faults.of("expired_sync_tokens");
  if (forgetful !== undefined) vendor.forgetReaders(stream);
  const records = presenting(call, house);
  const pages = pageFaults(call.faults, { usual: house.paging, seed, number });
  const reply = list(stream, call, {
    ...house,
    manners: pages.manners,
    present: records.present,
    isOneOfFew: (name, every, { n }) => isOneOfFew(name, every, { seed, stream, n }),
  });
  const names = [
    ...pages.names,
    ...(moving === undefined ? [] : ["moving_records"]),
    ...(forgetful === undefined ? [] : ["expired_sync_tokens"]),
    ...records.names,
  ];
  return { ...reply, answer: { ...reply.answer, exact: records.exact }, fault: names.join(" ") || undefined };
}

function actedOn(target: Extract<Target, { kind: RecordAction }>, call: Call, house: House): Reply {
  const { present, names, exact } = presenting(call, house);
  const answer = recordAction(target, call, { ...house, present });
  return { answer: { ...answer, exact }, fault: names.join(" ") || undefined };
}

/** How this call shows records. */
function presenting(
  call: Call,
  { vendor, reader, seed, connector }: House,
): {
  readonly present: (entry: Entry, stream: string, record?: Json) => Json;
  readonly names: readonly string[];
  readonly exact: boolean;
} {
  const faults = recordFaults(call.faults);
  const isReference = (name: string) =>
    Object.keys(connector.streams).some((stream) => singular(stream) === referredBy(name));
  return {
    present: (entry, stream, record = entry.record()) => {
      const { contract, item } = vendor.plan(stream);
      return changedRecord(record, faults, { n: entry.n, stream: contract, item, reader, seed, isReference });
    },
    names: [...faults.keys()],
    exact: faults.has("huge_ids"),
  };
}

const unknownQuery = json(200, {
  errors: [{ message: "The emulator answers the queries of the connector's streams; this is none of them." }],
});

function nowhere({ url, method }: Call, { methodsOf }: House): Reply["answer"] {
  const others = methodsOf(url.pathname);
  if (others.length === 0) return problem(404, "Nothing lives at this path.");
  return problem(405, `This path does not take ${method}.`, { allow: others.join(", ") });
}

const grantType = (body: Json | undefined): string => {
  const type = isObject(body) ? body["grant_type"] : undefined;
  return typeof type === "string" ? type : "none";
};
