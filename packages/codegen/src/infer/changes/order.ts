import type { Incremental } from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import type { Operation } from "../document/operation.ts";
import type { Keep, Rule } from "../rules/rule.ts";

export interface OrderInput {
  readonly operation: Operation;
  /** Name of the record's field in question. */
  readonly field: string;
  /** More that is written about that field. */
  readonly text: string;
}

type Order = Incremental["order"];

interface OrderRule extends Rule {
  readonly read: (input: OrderInput) => Order | undefined;
}

/** How a document tells the order of a list. */
export const orderRules: readonly OrderRule[] = [{ name: "text", read: inText }];

/** The order in which a list arrives, only where the document says it of this very field. `unknown` is always safe. */
export function inferOrder(keep: Keep, input: OrderInput): Answer<Order> {
  for (const { name, read } of keep(orderRules)) {
    const found = read(input);
    if (found !== undefined)
      return answer(found, 0.85, `${name}: ${found === "asc" ? "ascending" : "descending"} by ${input.field}`);
  }
  return answer("unknown", 0.9, "the document says no order by this field");
}

function inText({ operation, text, field }: OrderInput): Order | undefined {
  const spoken = `${operation.text} ${text}`;
  if (!/ascending|descending|\bfirst\b|chronological/i.test(spoken)) return undefined;
  const name = `[\`"']?${field.replaceAll(/[^\w]/g, "\\$&")}\\b`;
  // A pattern of each field is made only where it is spoken of.
  const isSpokenOf = spoken.toUpperCase().includes(field.toUpperCase());
  const near = (word: string): boolean =>
    isSpokenOf && new RegExp(`\\b${word}\\b[^.]{0,30}${name}|${name}[^.]{0,30}\\b${word}\\b`, "i").test(spoken);
  const named = decided(near("ascending") || near("oldest first"), near("descending") || near("newest first"));
  return named ?? (/creat/i.test(field) && NEWEST_FIRST.test(spoken) ? "desc" : undefined);
}

/** Said of a list without a field, it speaks of when records were created. */
const NEWEST_FIRST =
  /\b(most recent(ly created)?|newest|latest)( \w+){0,3} (first|appearing first|at the top)\b|\breverse chronological order\b/i;

function decided(ascending: boolean, descending: boolean): Order | undefined {
  if (ascending === descending) return undefined;
  return ascending ? "asc" : "desc";
}
