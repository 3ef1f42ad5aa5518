import type { StreamContract } from "../connector/contract.ts";
import type { StreamRuntime } from "../connector/runtime.ts";
import type { Json } from "../connector/json.ts";
import { canonicalJson } from "./canonical-json.ts";
import { hashText } from "./hash-text.ts";

/**
 * Names how a stream's records are made and judged; `undefined` where they are stored as they come. Code cannot be compared: of it, only its being
 * there and its `version` count.
 */
export function mappingHash(
  { mapping }: Pick<StreamContract, "mapping">,
  { map, schema, version }: StreamRuntime = {},
): string | undefined {
  if (mapping === undefined && map === undefined && schema === undefined) return undefined;
  const code = [map !== undefined, schema !== undefined, version ?? null];
  // A contract is JSON, with members that may be spelt out as undefined.
  const rules: Json = JSON.parse(JSON.stringify(mapping ?? null));
  return hashText(canonicalJson([rules, code]));
}
