import type { JsonObject } from "@waybill/sync/connector";

/** How a vendor names its records: by counting up, or at random. Lists come in the order of creation either way. */
export type KeyKind = "ascending" | "random";

export interface Item extends JsonObject {
  readonly id: string;
}

export const pageSize = 100;

/** One page of records of about 500 bytes, the same each time it is asked for. */
export function pageOf(page: number, kind: KeyKind): readonly Item[] {
  return Array.from({ length: pageSize }, (_, at) => item(page * pageSize + at, kind));
}

export function keyOf(n: number, kind: KeyKind): string {
  return kind === "ascending" ? `con_${String(n).padStart(10, "0")}` : `con_${scattered(n)}${scattered(~n)}`;
}

function item(n: number, kind: KeyKind): Item {
  const word = scattered(n);
  return {
    id: keyOf(n, kind),
    first_name: `Given ${word.slice(0, 4)}`,
    last_name: `Family ${word.slice(2)}`,
    email: `${word}.${n}@customer-${n % 977}.example`,
    phone: `+49 30 ${word}${n % 100}`,
    company: { id: `com_${n % 5000}`, name: `Company ${n % 5000} of ${word.slice(0, 3)}` },
    address: { street: `${n % 200} Harbour Street ${word}`, city: "Hamburg", postcode: String(20_000 + (n % 999)) },
    tags: ["customer", n % 2 === 0 ? "newsletter" : "trial", `tier-${n % 5}`],
    lifetime_value: (n * 7919) % 1_000_000,
    subscribed: n % 3 === 0,
    created_at: `2024-0${1 + (n % 9)}-1${n % 10}T08:${10 + (n % 50)}:00Z`,
    updated_at: `2025-0${1 + (n % 9)}-2${n % 9}T17:${10 + (n % 50)}:00Z`,
    note: null,
  };
}

/** Spreads numbers over eight hexadecimal digits (the finaliser of MurmurHash3: a bijection, so that no two meet). */
function scattered(n: number): string {
  let h = n | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0).toString(16).padStart(8, "0");
}
