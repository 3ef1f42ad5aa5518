import type { TokenStore } from "@waybill/transport";
import type { Process } from "../world/process.ts";

/** A token store as a process sees it. */
export function tokenSeam(tokens: TokenStore, process: Process): TokenStore {
  const { claim } = tokens;
  const seam: TokenStore = {
    load: (key) => process.call("tokens", () => tokens.load(key)),
    save: (key, value) => process.call("tokens", () => tokens.save(key, value)),
    remove: (key) => process.call("tokens", () => tokens.remove(key)),
  };
  if (claim === undefined) return seam;
  return {
    ...seam,
    claim: async (key) => {
      const { stored, replace } = await process.call("tokens", () => claim(key));
      return { stored, replace: (value) => process.call("tokens", () => replace(value)) };
    },
  };
}
