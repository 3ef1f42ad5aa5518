import { failure } from "@waybill/transport";
import { more } from "./pager.ts";
import type { NextPage } from "./pager.ts";

/** Which server a connector was written for, and which one the connection talks to. Both without a trailing slash. */
export interface Servers {
  /** `connector.baseUrl`. */
  readonly declared: string;
  /** The connection's own: a relay, an emulator, or the same. */
  readonly used: string;
}

/**
 * The address that a `next` link means. A link to the declared server is led to the one in use; a relative link is relative to the page that held it
 * (RFC 3986 section 5); parameters stand as the vendor wrote them, so none is sent twice. Another origin is refused: credentials would go with it.
 */
export function follow(link: string, from: string, servers: Servers): NextPage {
  const target = isAbsolute(link) ? ownServer(link, servers) : relative(link, from, servers);
  return target === undefined ? refused(link, servers) : more(target);
}

function isAbsolute(link: string): boolean {
  return URL.canParse(link) || link.startsWith("//");
}

function ownServer(link: string, servers: Servers): string | undefined {
  const url = parse(link, servers.declared);
  if (url === undefined) return undefined;
  if (url.origin === new URL(servers.used).origin) return url.href;
  return rebase(url, servers);
}

function relative(link: string, from: string, servers: Servers): string | undefined {
  const here = parse(link, from);
  if (here === undefined) return undefined;
  if (new URL(servers.used).pathname !== "/" && below(here, servers.used)) return here.href;
  // A path that the vendor wrote as seen from its own server, while the page came through another.
  const there = parse(link, from.startsWith(servers.used) ? servers.declared + from.slice(servers.used.length) : from);
  return (there === undefined ? undefined : rebase(there, servers)) ?? sameOrigin(here, servers.used);
}

function rebase(url: URL, servers: Servers): string | undefined {
  if (!below(url, servers.declared)) return undefined;
  return servers.used + url.href.slice(new URL(servers.declared).href.replace(/\/$/, "").length);
}

/** Whether an address is the base or under it: `/v1` is not a base of `/v10`. */
function below(url: URL, base: string): boolean {
  const root = new URL(base);
  const path = root.pathname.replace(/\/$/, "");
  return url.origin === root.origin && (url.pathname === path || url.pathname.startsWith(`${path}/`));
}

function sameOrigin(url: URL, base: string): string | undefined {
  return url.origin === new URL(base).origin ? url.href : undefined;
}

function parse(link: string, base: string): URL | undefined {
  return URL.canParse(link, base) ? new URL(link, base) : undefined;
}

function refused(link: string, servers: Servers): NextPage {
  const where = URL.canParse(link) ? new URL(link).origin : "an address that cannot be read";
  const message =
    `The next page is said to be at ${where}, and this connection talks to ${new URL(servers.used).origin}. ` +
    "It was not followed: the credentials would have gone there. If that is the vendor's, name it as the base address.";
  return { kind: "broken", failure: failure("contract", { message }) };
}
