import type { PageSize } from "@waybill/sync/connector";
import type { Parameter } from "../document/operation.ts";
import type { Keep, Rule } from "../rules/rule.ts";

/** More than this a page does not need; larger answers fail more often and hold more in memory. */
const LARGEST_PAGE = 1000;
const USUAL_PAGE = 100;

/** The largest page that the document allows, within reason. Where no maximum is told, the default of the vendor or a usual size. */
export function pageSizeOf(keep: Keep, limit: Parameter | undefined): PageSize | undefined {
  if (limit === undefined) return undefined;
  const max = greatestPage(keep, limit);
  const fallback = Number(limit.shape.fallback ?? Number.NaN);
  const size = Math.min(max ?? (fallback > 0 ? fallback : USUAL_PAGE), LARGEST_PAGE);
  return { param: limit.ref, size, max };
}

function greatestPage(keep: Keep, limit: Parameter): number | undefined {
  for (const { read } of keep(maximumRules)) {
    const found = read(limit);
    if (found !== undefined && Number.isSafeInteger(found) && found > 0) return found;
  }
  return undefined;
}

interface MaximumRule extends Rule {
  readonly read: (limit: Parameter) => number | undefined;
}

const NUMBER = "[`\"'*]*(\\d{1,3}(?:,\\d{3})+|\\d+)";

/** Where a document says how large a page may be. */
export const maximumRules: readonly MaximumRule[] = [
  { name: "schema", read: ({ shape }) => shape.maximum, rests: "JSON Schema, maximum" },
  spoken(
    "maximum",
    `max(?:imum)?(?: (?:value|number|limit|page size|size|allowed|of|is|page|results|items|per))*[ :=(]+${NUMBER}|${NUMBER} is (?:also )?the max(?:imum)?\\b`,
  ),
  spoken("range", `(?:(?:between|range from) |\\b)\`?1\`? ?(?:and|to|-|–|\\.\\.) ?${NUMBER}`),
  spoken(
    "at most",
    `(?:up to|no more than|at most|less than or equal to|cannot exceed|not exceed|capped at|limited to) ${NUMBER}`,
  ),
];

function spoken(name: string, form: string): MaximumRule {
  const pattern = new RegExp(form, "i");
  return {
    name,
    read: ({ text }) => {
      const found = pattern
        .exec(text)
        ?.slice(1)
        .find((each) => each !== undefined);
      return found === undefined ? undefined : Number(found.replaceAll(",", ""));
    },
  };
}
