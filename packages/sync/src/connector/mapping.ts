import type { Json } from "./json.ts";
import type { Pointer } from "./refs.ts";

/** How the product's record is made of the vendor's: data, so that it can be stored, compared and applied again to what is stored. */
export interface Mapping {
  /** Member of the product's record -> the vendor's field it is taken from. */
  readonly fields: Readonly<Record<string, Pointer | FieldMapping>>;
  /** What becomes of the vendor's outermost members that no field is taken from. */
  readonly others: "keep" | "drop";
}

/** One member of the product's record, and what is done with the value on the way. */
export interface FieldMapping {
  readonly from: Pointer;
  /** What it becomes; as it came where nothing is said. A value that cannot become it is a reason for quarantine. */
  readonly to?: "text" | "number" | "boolean" | InstantFormat | undefined;
  /** How the vendor writes the instant; only where `to` is one. */
  readonly written?: InstantFormat | undefined;
  /** What stands for an absent field and for null. */
  readonly fallback?: Json | undefined;
}

export type InstantFormat = "date-time" | "date" | "epoch-s" | "epoch-ms";
