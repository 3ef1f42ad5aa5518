import { type Emulator, type RateLimit, createEmulator } from "@waybill/emulator";
import type { Connector } from "@waybill/sync/connector";
import type { Vendor } from "./prepare.ts";

/** How the emulated vendor behaves. */
export interface Behaviour {
  /** Records of all its streams together. */
  readonly records: number;
  readonly rateLimit: RateLimit;
  /** Chance of a recoverable fault in each request, 0 to 1. */
  readonly faults: number;
}

/** Short enough that a token expires while somebody watches. */
export const tokenTtlMs = 60_000;

const seed = 20_260_401;
/** Streams of a real vendor differ in size; the smallest of many still holds this part of all. */
const shares = [1.55, 0.3, 0.85, 1.3];
const fewestShare = 50;

/** Starts the vendor of a document, in this process. */
export function emulate(
  { document, connector }: Pick<Vendor, "document" | "connector">,
  { records, rateLimit, faults }: Behaviour,
): Emulator {
  return createEmulator({
    document,
    connector,
    seed,
    records: spread(records, connector),
    rateLimit,
    tokenTtlMs,
    auth: isUsable(connector) ? "enforce" : "off",
    clientName: "Lantern",
    contract: "report", // any document may require what only its own customers know, such as a header with their tenant
    ...(faults > 0 ? { random: { probability: faults } } : {}),
  });
}

function spread(records: number, { streams }: Connector): Readonly<Record<string, number>> {
  const own = Object.values(streams).filter((stream) => stream.parent === undefined);
  const fewest = Math.ceil(records / fewestShare);
  const counts = own.map(({ name }, index) => {
    const share = (records / own.length) * (shares[index % shares.length] ?? 1);
    return [name, Math.max(fewest, Math.round(share))] as const;
  });
  return Object.fromEntries(counts);
}

/** A vendor that takes nothing but cookies lets everybody in: no product could sign in to it. */
function isUsable({ auth }: Connector): boolean {
  return auth.length === 0 || auth.some((scheme) => scheme.kind !== "apiKey" || scheme.in !== "cookie");
}
