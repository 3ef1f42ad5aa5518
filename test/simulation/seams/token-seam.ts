import type { TokenStore } from "@waybill/transport";
import type { Process } from "../world/process.ts";

/** A token store as a process sees it. */
export function tokenSeam(tokens: TokenStore, process: Process): TokenStore {
  return {
    load: (key) => process.call("tokens", () => tokens.load(key)),
    save: (key, value) => process.call("tokens", () => tokens.save(key, value)),
    remove: (key) => process.call("tokens", () => tokens.remove(key)),
  };
}
