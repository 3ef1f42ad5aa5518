/** Where in the product a customer is. Each has an address that can be sent, kept and come back to. */
export type Place =
  | { readonly page: "integrations" }
  | { readonly page: "connection"; readonly id: string }
  | { readonly page: "receipt"; readonly id: string; readonly receipt: string }
  | {
      readonly page: "records";
      readonly id: string;
      /** Default: the first stream. */
      readonly stream?: string | undefined;
      /** One record; the rest are its list. */
      readonly record?: string | undefined;
      /** Key of the last record before those that are shown. */
      readonly after?: string | undefined;
    }
  | {
      readonly page: "operator";
      /** Default: the first integration. */
      readonly id?: string | undefined;
      /** A run to explain. */
      readonly run?: string | undefined;
      /** A record to explain, with its stream. */
      readonly stream?: string | undefined;
      readonly record?: string | undefined;
    }
  | { readonly page: "unknown" };

/** The place of an address. Keys and references are in the query: they may hold anything. */
export function placeOf({ pathname, search }: { readonly pathname: string; readonly search: string }): Place {
  const [head, id, part, stream, ...rest] = pathname.split("/").filter(Boolean).map(decoded);
  const given = new URLSearchParams(search);
  const of = (name: string) => given.get(name) ?? undefined;
  if (rest.length > 0) return { page: "unknown" };
  if (head === undefined) return { page: "integrations" };
  if (head === "operator" && part === undefined)
    return { page: "operator", id, run: of("run"), stream: of("stream"), record: of("record") };
  if (head !== "connections" || id === undefined) return { page: "unknown" };
  if (part === undefined) return { page: "connection", id };
  if (part === "records") return { page: "records", id, stream, record: of("record"), after: of("after") };
  if (part === "receipts" && stream !== undefined) return { page: "receipt", id, receipt: stream };
  return { page: "unknown" };
}

/** The address of a place. */
export function addressOf(place: Place): string {
  switch (place.page) {
    case "integrations":
    case "unknown":
      return "/";
    case "connection":
      return path("connections", place.id);
    case "receipt":
      return path("connections", place.id, "receipts", place.receipt);
    case "records":
      return path("connections", place.id, "records", place.stream) + query(place, ["record", "after"]);
    case "operator":
      return path("operator", place.id) + query(place, ["run", "stream", "record"]);
  }
}

function path(...parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .map((part) => `/${encodeURIComponent(part)}`)
    .join("");
}

function query<K extends string>(place: { readonly [P in K]?: string | undefined }, names: readonly K[]): string {
  const given = new URLSearchParams();
  for (const name of names) if (place[name] !== undefined) given.set(name, place[name]);
  return given.size === 0 ? "" : `?${given}`;
}

/** An address that somebody typed may hold a percent sign that means nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
