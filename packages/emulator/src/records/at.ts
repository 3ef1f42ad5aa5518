import type { Json } from "@waybill/sync/connector";
import type { Schema, SchemaReader } from "../document/schema.ts";
import type { Making } from "./making.ts";

/** How much of a schema is filled. `sparse`: required members only, empty arrays (an envelope). */
export type Fullness = "rich" | "sparse";

/** Where in a record a value is made. */
export interface At {
  readonly reader: SchemaReader;
  readonly making: Making;
  readonly fullness: Fullness;
  readonly depth: number;
  /** Schemas being made right now: a circle is cut at its second turn. */
  readonly open: ReadonlySet<Schema>;
}

export type Make = (declared: Json | undefined, at: At) => Json;
