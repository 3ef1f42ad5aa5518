import type { Parameter } from "../document/operation.ts";
import type { Keep, Rule } from "../rules/rule.ts";

interface CounterKeyRule extends Rule {
  readonly text: RegExp;
}

/** What the text of an `offset` or a `from` says where it is compared with a value of the records, and skips no number of them. */
export const counterKeyRules: readonly CounterKeyRule[] = [
  {
    name: "takes a key",
    text: /\b(given|specified|last|certain) (\w+ )?(u?u?id|identifier|number|key)\b(?! of\b)|\b(greater|larger|higher|later) than (the|this)?\s*offset/i,
  },
];

export function takesKey(keep: Keep, { text }: Pick<Parameter, "text">): boolean {
  return keep(counterKeyRules).some((rule) => rule.text.test(text));
}
