/** JSON as a vendor sends it. Integers beyond 2^53 arrive as strings of their exact digits. */
export type Json = string | number | boolean | null | JsonArray | JsonObject;
export type JsonArray = readonly Json[];
export interface JsonObject {
  readonly [key: string]: Json;
}
