import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { request as requestHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { refusesUrl } from "./access.ts";
import { readingLimits } from "./limits.ts";
import { readBytes } from "./read-bytes.ts";
import { refusesHost } from "./refuses-host.ts";

/** Looks the addresses of a host up. */
export type Lookup = (host: string) => Promise<readonly LookupAddress[]>;

export interface RemoteText {
  readonly text: string;
  /** Where the text was found in the end. */
  readonly url: URL;
}

/** Said where an address may not be read. The message says which rule it is against. */
class RefusedAddressError extends Error {
  override readonly name = "RefusedAddressError" as const;
  readonly code = "REFUSED_ADDRESS" as const;
}

const systemLookup: Lookup = (host) => lookup(host, { all: true });

/**
 * The text at an address. Each step of a redirect is judged anew, and the connection goes to the very address that was judged: a name that leads
 * elsewhere when it is asked a second time gains nothing.
 * @throws RefusedAddressError where a step leads to a private address that `hosts` does not name
 */
export async function readUrl(start: URL, hosts: readonly string[], find: Lookup = systemLookup): Promise<RemoteText> {
  let url = start;
  for (let step = 0; step <= readingLimits.redirects; step += 1) {
    const response = await ask(url, await judged(url, hosts, find));
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (status === 200) return { text: await readBytes(response), url };
    response.destroy();
    if (status < 300 || status >= 400 || location === undefined) throw new Error(`it answered with status ${status}`);
    url = new URL(location, url);
  }
  throw new Error(`it sends a reader on more than ${readingLimits.redirects} times`);
}

async function judged(url: URL, hosts: readonly string[], find: Lookup): Promise<readonly LookupAddress[]> {
  const host = url.hostname.replaceAll(/^\[|\]$/g, "");
  const against = refusesUrl(url);
  if (against !== undefined) throw new RefusedAddressError(against);
  const family = isIP(host);
  const addresses = family === 0 ? await find(host) : [{ address: host, family }];
  const refusal = refusesHost(
    url,
    addresses.map(({ address }) => address),
    hosts,
  );
  if (refusal !== undefined) throw new RefusedAddressError(refusal);
  return addresses;
}

function ask(url: URL, addresses: readonly LookupAddress[]): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  const options: RequestOptions = {
    // One connection, to what was judged: nothing is looked up again, and nothing is kept open.
    agent: false,
    lookup: (_host, { all }, done) => {
      const [first] = addresses;
      if (all === true || first === undefined) done(null, [...addresses]);
      else done(null, first.address, first.family);
    },
    headers: { accept: "application/json, application/yaml, text/yaml, */*;q=0.5", "accept-encoding": "identity" },
    timeout: readingLimits.idleMs,
  };
  return new Promise((resolve, reject) => {
    const asked = request(url, options, resolve);
    asked.on("timeout", () => asked.destroy(new Error(`nothing arrived for ${readingLimits.idleMs / 1000} seconds`)));
    asked.on("error", reject);
    asked.end();
  });
}
