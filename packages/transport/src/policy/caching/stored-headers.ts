type Pairs = readonly (readonly [string, string])[];

/** What belongs to one connection (RFC 9111 section 3.1), beside what `Connection` names. */
const hopByHop = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authentication-info",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** The headers that may be stored. */
export function keepable(headers: Headers): Pairs {
  const named = (headers.get("connection") ?? "").split(",").map((name) => name.trim().toLowerCase());
  const dropped = new Set([...hopByHop, ...named]);
  return [...headers].filter(([name]) => !dropped.has(name));
}

/** What describes the message or its transfer, not the representation, and stays as it was stored (RFC 9111 section 3.2). */
const kept = new Set([...hopByHop, "content-encoding", "content-length", "content-range"]);

/** The stored headers, updated by those of a confirmation. `Age` says how old that is, not what was stored. */
export function merged(stored: Pairs, confirmation: Headers): Pairs {
  const updates = [...confirmation].filter(([name]) => !kept.has(name));
  const replaced = new Set([...updates.map(([name]) => name), "age"]);
  return [...stored.filter(([name]) => !replaced.has(name)), ...updates];
}

/**
 * Whether a confirmation is about the stored answer (RFC 9111 section 4.3.4): by its entity tag, else by the date of its last change. A tag that what is
 * stored does not have is another one's; without any validator it can be about nothing else, unless its length differs.
 */
export function sameRepresentation(stored: Pairs, confirmation: Headers): boolean {
  const known = new Map(stored);
  for (const [name, plain] of validators) {
    const said = confirmation.get(name);
    if (said !== null && known.has(name)) return plain(said) === plain(known.get(name) ?? "");
  }
  if (confirmation.has("etag")) return false;
  const [length, said] = [known.get("content-length"), confirmation.get("content-length")];
  return length === undefined || said === null || length === said;
}

const validators: readonly (readonly [string, (value: string) => string])[] = [
  ["etag", (value) => value.replace(/^W\//, "")],
  ["last-modified", (value) => value],
];
