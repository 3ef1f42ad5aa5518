import { parentAbove } from "./parent-above.ts";
import { parentAsked } from "./parent-asked.ts";
import { parentCalled } from "./parent-called.ts";
import { parentElsewhere } from "./parent-elsewhere.ts";
import type { ParentRule } from "./parent-rule.ts";

/** The same evidence, of records that are called by their key and of those that are called otherwise. */
const sameRecords: ParentRule = {
  name: "list of the records that one record answers with",
  find: (child, family) => parentElsewhere(child, family) ?? parentCalled(child, family),
};

/** Ways to find a parent, the surest first. */
export const parentRules: readonly ParentRule[] = [parentAbove, sameRecords, parentAsked];
