import type { Connector } from "@waybill/sync/connector";
import { oauthOf, pathOf, type Credentials } from "../auth/credentials.ts";
import type { RecordAction, Target } from "./call.ts";

interface Route {
  readonly method: string;
  readonly path: string;
  readonly target: Target;
}

const actions: readonly RecordAction[] = ["get", "create", "update", "delete", "upsert", "bulk"];

/** What every path of the vendor means. Of equal routes the first wins: endpoints, lists, record operations, then whatever else the document has. */
export function targets(
  connector: Connector,
  credentials: Credentials,
  documented: readonly string[],
): readonly Route[] {
  const { authorizePath, tokenPath } = credentials;
  const tokenPaths = new Set([tokenPath, pathOf(oauthOf(connector)?.refreshUrl) ?? tokenPath]);
  const streams = Object.values(connector.streams);
  return [
    { method: "GET", path: authorizePath, target: { kind: "authorize" } },
    { method: "POST", path: authorizePath, target: { kind: "authorize" } },
    { method: "POST", path: credentials.revokePath, target: { kind: "revoke" } },
    ...[...tokenPaths].map((path): Route => ({ method: "POST", path, target: { kind: "token" } })),
    ...streams.map(({ name, list }): Route => ({
      method: list.method,
      path: list.path,
      target: { kind: "list", stream: name },
    })),
    ...streams.flatMap(({ name, operations }) =>
      actions.flatMap((kind): readonly Route[] => {
        const named = operations?.[kind];
        return named === undefined
          ? []
          : [{ ...split(named), target: { kind, stream: name, path: split(named).path } }];
      }),
    ),
    ...documented.map((named): Route => ({ ...split(named), target: { kind: "document", ...split(named) } })),
  ];
}

function split(named: string): { method: string; path: string } {
  const space = named.indexOf(" ");
  return { method: named.slice(0, space), path: named.slice(space + 1) };
}
