import type { CallContext, Failure, Fetch } from "@waybill/transport";
import { failure } from "@waybill/transport";
import type { Connector, Identity } from "../connector/contract.ts";
import { readPointer } from "../connector/pointer.ts";
import type { Pointer } from "../connector/refs.ts";
import { buildRequest } from "../connector/request.ts";
import type { ParameterValues } from "../connector/request.ts";
import { parseJson } from "../pull/page/json-text.ts";
import { readAnswer, token } from "../pull/pagination/signal.ts";
import type { Account, AccountTold } from "../pull/stream-context.ts";
import { hashText } from "../record/hash-text.ts";
import type { Store } from "../store/contract.ts";
import { identityCalls } from "./lanes.ts";

export interface AccountParts {
  readonly id: string;
  readonly connector: Connector;
  readonly baseUrl: string;
  readonly parameters?: ParameterValues | undefined;
  readonly store: Store;
  readonly fetch: (call: CallContext) => Fetch;
  readonly classify: (outcome: unknown) => Failure;
}

export interface ConnectedAccount extends Account {
  /** Other credentials are in use from now on. `told`: what is known of them. */
  renewed(told?: AccountTold): void;
  /** Whose credentials a way carries that is not in use. */
  behind(fetch: AccountParts["fetch"], signal: AbortSignal): Promise<AccountTold>;
}

/** Whose credentials a connection uses; `undefined` where the connector names no operation that tells. */
export function connectedAccount(parts: AccountParts): ConnectedAccount | undefined {
  const { identity } = parts.connector;
  if (identity === undefined) return undefined;
  let known: AccountTold | undefined;
  let generation = 0;
  const current = async (signal: AbortSignal): Promise<AccountTold> => {
    const asked = generation;
    const told = known ?? (await ask(parts, identity, signal));
    if (asked !== generation) return current(signal);
    known = learned(told);
    return told;
  };
  return {
    current,
    generation: () => generation,
    bound: () => boundAccount(parts),
    behind: (fetch, signal) => ask({ ...parts, fetch }, identity, signal),
    renewed: (told) => {
      generation += 1;
      known = learned(told);
    },
  };
}

/** What could not be learned is asked again. */
function learned(told: AccountTold | undefined): AccountTold | undefined {
  return told?.ok === true ? told : undefined;
}

async function boundAccount({ store, id, connector }: AccountParts): Promise<string | undefined> {
  for (const stream of Object.keys(connector.streams)) {
    const account = (await store.checkpoint(id, stream))?.account;
    if (account !== undefined) return account;
  }
  return undefined;
}

async function ask(parts: AccountParts, { path, account }: Identity, signal: AbortSignal): Promise<AccountTold> {
  const { connector, baseUrl, parameters = {} } = parts;
  const { url, method, headers } = buildRequest({
    method: "GET",
    baseUrl,
    path,
    headers: connector.headers,
    parameters,
  });
  try {
    const fetch = parts.fetch({ operation: `GET ${path}`, lane: identityCalls, idempotency: "none" });
    const response = await fetch(url, { method, headers, signal, cache: "no-cache" });
    if (!response.ok) {
      await response.body?.cancel();
      return { ok: false, failure: parts.classify(response) };
    }
    const body = parseJson(await response.text());
    const member = (at: Pointer) => readPointer(body, at);
    const found = token(readAnswer({ member, header: (name) => response.headers.get(name) }, account));
    return found === undefined ? nameless(path, account) : { ok: true, account: hashText(String(found)) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SyntaxError) return nameless(path, account);
    const classified = parts.classify(error);
    if (classified.code === "aborted") throw error;
    return { ok: false, failure: classified };
  }
}

function nameless(path: string, account: string): AccountTold {
  const message =
    `The answer of GET ${path} names no account at ${account}, so whose credentials these are is not known, and nothing was read. ` +
    "Compare `identity` in the connector with what came.";
  return { ok: false, failure: failure("contract", { message }) };
}
