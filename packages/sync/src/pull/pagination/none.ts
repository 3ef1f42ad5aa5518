import { end } from "./pager.ts";
import type { Pager } from "./pager.ts";

/** One request holds the whole list. */
export const single: Pager = Object.freeze<Pager>({
  first: null,
  expires: false,
  ask: () => ({ parameters: {} }),
  after: () => end,
});
