import { parentAbove } from "./parent-above.ts";
import { parentAsked } from "./parent-asked.ts";
import { parentCalled } from "./parent-called.ts";
import { parentElsewhere } from "./parent-elsewhere.ts";
import type { ParentRule } from "./parent-rule.ts";

/** Ways to find a parent, the surest first. */
export const parentRules: readonly ParentRule[] = [parentAbove, parentElsewhere, parentCalled, parentAsked];
