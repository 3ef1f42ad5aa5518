import type { ResponseRef } from "@waybill/sync/connector";
import type { Place } from "../document/envelope.ts";
import type { Keep, Rule } from "../rules/rule.ts";
import { isNumeric } from "../document/shape.ts";
import { totalTerms } from "./signal-terms.ts";
import { termOfFlat } from "../rules/term.ts";

/** Where an answer says how many records the whole list has. */
export interface Total {
  readonly ref: ResponseRef;
  /** True where it is only about right, so that nothing is to be compared with it. */
  readonly estimated: boolean;
}

/** The vendor's count of the whole list, of the places outside the records or of the headers. */
export function findTotal(
  keep: Keep,
  places: readonly Place[],
  headers: ReadonlyMap<string, string>,
): Total | undefined {
  for (const { flat, weak } of keep(totalTerms)) {
    const found = places.find(
      (place) =>
        flat.test(place.name) &&
        isCount(place) &&
        (!weak || keep(wholeRules).some(({ holds }) => holds(place, places))),
    );
    if (found !== undefined && found.pointer !== "") {
      const estimated = /estimat|approx/i.test(`${found.path.join(" ")} ${found.shape.description}`);
      return { ref: found.pointer, estimated };
    }
  }
  const header = [...headers.keys()].find(
    (name) => /^(x-)?total(-count|-results|-items)?$|^x-total/i.test(name) && !/page/i.test(name),
  );
  return header === undefined ? undefined : { ref: `header:${header}`, estimated: false };
}

/** False for a place that neither counts nor says of another one that it does, whichever rules count. */
export function mayTellTotal(name: string): boolean {
  return NEIGHBOURS.includes(name) || termOfFlat(totalTerms, name) !== undefined;
}

/** Names of the addresses, or of the numbers, of the pages beside this one. */
const NEIGHBOURS: readonly string[] = ["next", "previous"];

function isCount({ shape }: Place): boolean {
  if (shape.fields.size > 0) return false;
  return isNumeric(shape) || (shape.types.has("string") && /count|number|size|total/i.test(shape.description));
}

interface WholeRule extends Rule {
  readonly holds: (place: Place, places: readonly Place[]) => boolean;
}

/** What makes a count one of the whole list and not of a page. */
export const wholeRules: readonly WholeRule[] = [
  {
    name: "text, or an object of paging",
    holds: ({ shape, path }) =>
      /\b(total|all|overall|altogether)\b/i.test(shape.description) ||
      path.slice(0, -1).some((each) => /^(paging|pagination|page_?info)$/i.test(each)),
  },
  { name: "odata count", holds: ({ path }) => /odata/i.test(path.at(-1) ?? ""), rests: "OData 4.01, @odata.count" },
  {
    name: "beside next and previous",
    holds: (place, places) =>
      NEIGHBOURS.every((name) => places.some((each) => each.name === name && each.path.length === place.path.length)),
    rests: "Django REST framework, PageNumberPagination",
  },
];
