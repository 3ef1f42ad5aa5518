import type { Connector, Json, JsonObject } from "@waybill/sync/connector";
import { authorizeEndpoint } from "../auth/authorize-endpoint.ts";
import type { Credentials } from "../auth/credentials.ts";
import type { TokenBook } from "../auth/token-book.ts";
import { tokenEndpoint } from "../auth/token-endpoint.ts";
import { isObject } from "../document/pointer.ts";
import type { SchemaReader } from "../document/schema.ts";
import { changedRecord } from "../faults/changed-record.ts";
import type { FaultSource } from "../faults/fault-board.ts";
import { problem } from "../http/answer.ts";
import { list } from "../listing/list.ts";
import type { Words } from "../records/words.ts";
import type { Logbook } from "../stats.ts";
import type { Entry } from "../state/entry.ts";
import type { Vendor } from "../state/vendor.ts";
import { recordAction } from "../writing/record-actions.ts";
import type { Call, Reply } from "./call.ts";
import { documented } from "./documented.ts";

/** Everything that an answer is made from. */
export interface House {
  readonly connector: Connector;
  readonly document: JsonObject;
  readonly reader: SchemaReader;
  readonly vendor: Vendor;
  readonly words: Words;
  readonly seed: number;
  readonly newestAt: number;
  readonly credentials: Credentials;
  readonly tokens: TokenBook;
  readonly faults: FaultSource;
  readonly log: Logbook;
  readonly methodsOf: (pathname: string) => readonly string[];
}

/** The vendor itself, once nothing stands between the request and the answer. */
export function innermost(house: House): (call: Call) => Promise<Reply> {
  return async (call) => {
    const { target } = call;
    if (target === undefined) return { answer: nowhere(call, house) };
    switch (target.kind) {
      case "authorize":
        return {
          answer: authorizeEndpoint(call, {
            ...house,
            title: house.connector.title,
            onConsent: () => house.faults.clear("revoked"),
          }),
        };
      case "token":
        house.log.grant(grantType(call.body));
        return { answer: await tokenEndpoint(call, house) };
      case "list":
        return listed(target.stream, call, house);
      case "document":
        return { answer: documented(target, call, house) };
      case "get":
      case "create":
      case "update":
      case "delete":
      case "bulk":
        return { answer: recordAction(target, call, { ...house, present: (entry) => entry.record() }) };
    }
  };
}

function listed(stream: string, call: Call, house: House): Reply {
  const { faults, seed, vendor } = house;
  const broken = faults.take("broken_records", stream);
  const changed = faults.take("changed_schema", stream);
  const endless = faults.take("endless_pages", stream);
  const { contract } = vendor.plan(stream);
  const present = (entry: Entry): Json =>
    changedRecord(entry.record(), { n: entry.n, stream: contract }, { broken, changed, seed });
  const reply = list(stream, call, {
    ...house,
    endless: endless === undefined ? undefined : (endless.mode ?? "same"),
    present,
  });
  return { ...reply, fault: faultName({ broken_records: broken, changed_schema: changed, endless_pages: endless }) };
}

const faultName = (faults: Readonly<Record<string, unknown>>): string | undefined =>
  Object.keys(faults)
    .filter((name) => faults[name] !== undefined)
    .join(" ") || undefined;

function nowhere({ url, method }: Call, { methodsOf }: House): Reply["answer"] {
  const others = methodsOf(url.pathname);
  if (others.length === 0) return problem(404, "Nothing lives at this path.");
  return problem(405, `This path does not take ${method}.`, { allow: others.join(", ") });
}

const grantType = (body: Json | undefined): string => {
  const type = isObject(body) ? body["grant_type"] : undefined;
  return typeof type === "string" ? type : "none";
};
