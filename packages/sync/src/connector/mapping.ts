import type { Json } from "./json.ts";
import type { Pointer } from "./refs.ts";

/** How the product's record is made of the vendor's: data, so that it can be stored, compared and applied again to what is stored. */
export interface Mapping {
  /** Member of the product's record -> the vendor's field it is taken from. A field that is absent stays so. */
  readonly fields: Readonly<Record<string, Pointer | FieldMapping>>;
  /**
   * What becomes of the vendor's outermost members that no field is taken from: they stay under their names unless a field has that name, or are left
   * out. Either way they are kept with what the vendor sent.
   */
  readonly others: "keep" | "drop";
}

/** One member of the product's record, and what is done with the value on the way. */
export interface FieldMapping {
  readonly from: Pointer;
  /**
   * What it becomes; as it came where nothing is said, and null stays null. A value that cannot become it is a reason for quarantine: text that is no
   * number, a whole number beyond 2^53, an object. Instants are written in UTC to the millisecond; epochs become numbers.
   */
  readonly to?: "text" | "number" | "boolean" | InstantFormat | undefined;
  /** How the vendor writes the instant; only where `to` is one. Default `date-time`, which reads dates too. */
  readonly written?: InstantFormat | undefined;
  /** What stands for an absent field and for null. */
  readonly fallback?: Json | undefined;
}

export type InstantFormat = "date-time" | "date" | "epoch-s" | "epoch-ms";
