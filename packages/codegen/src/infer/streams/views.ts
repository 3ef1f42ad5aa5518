import type { ParentRef } from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import { isId } from "../words/noun-words.ts";
import { once } from "../rules/once.ts";
import { keyOf, type Model, type Operation } from "../document/operation.ts";
import { onlyKey, type ListedStream } from "../parents/parent-rule.ts";
import { isParameterSegment, isVerb, lastLiteral, segmentsOf, withoutParents } from "../document/path.ts";
import type { Rule } from "../rules/rule.ts";
import { sameLists } from "./same-lists.ts";

/** A list that may hold the records of another one, all or some of them. */
export type PossibleView = ListedStream & {
  readonly operation: Operation;
  /** Whether the document fixes what is asked for: such a list is a part itself. */
  readonly isPart: boolean;
};

interface View {
  readonly model: Model;
  readonly one: PossibleView;
  /** Parameters of the list that records of a parent fill. */
  readonly filled: readonly string[];
  /** Lists at another address, with the one that is meant. */
  readonly same: () => ReadonlyMap<PossibleView, PossibleView>;
}

/** Where a list may stand that holds the records of another one, by what stands at its path. */
interface ViewRule extends Rule {
  /** Paths of lists that may be the whole. */
  readonly wholesOf: (view: View) => readonly string[];
  /** How many parameters the whole has that this path writes out. */
  readonly written: number;
  /** Whether it finds lists of the same records by itself, read by whatever method. */
  readonly isSame?: boolean | undefined;
}

/** What says that a list shows records of another one. */
export const viewRules: readonly ViewRule[] = [
  {
    name: "the list of all parents",
    written: 0,
    wholesOf: ({ one, filled }) => (filled.length === 0 ? [] : [withoutParents(one.operation.path, filled)]),
  },
  {
    name: "the list that is searched",
    written: 0,
    wholesOf: ({ model, one: { operation } }) => {
      const last = lastLiteral(operation.path);
      const isSearch = last !== undefined && isVerb(model.keep, last);
      return isSearch ? [`/${segmentsOf(operation.path).slice(0, -1).join("/")}`] : [];
    },
  },
  {
    name: "one parent by another name",
    rests: "Google AIP-122, aliases of resource ids, as users/me",
    written: 1,
    wholesOf: ({ one }) => {
      const segments = segmentsOf(one.operation.path);
      const inner = segments.flatMap((segment, at) =>
        at === 0 || at === segments.length - 1 || isParameterSegment(segment) ? [] : [at],
      );
      return inner.map((at) => `/${segments.with(at, "{}").join("/")}`);
    },
  },
  {
    name: "the same list at another address",
    written: 0,
    isSame: true,
    wholesOf: ({ one, same }) => {
      const current = same().get(one);
      return current === undefined ? [] : [current.operation.path];
    },
  },
];

/** An id, a name and a value, as a field or a property has them, are those of many things. */
const FIELDS_OF_ANYTHING = 3;

/** Whether the records have the same id and the same fields. */
function areAlike({ fields }: Model, one: PossibleView, whole: PossibleView): boolean {
  const key = onlyKey(one);
  if (key === undefined || key !== onlyKey(whole) || !isId(key)) return false;
  const names = new Set(fields(whole.record, 1).map(({ name }) => name));
  const own = fields(one.record, 1);
  return own.length > FIELDS_OF_ANYTHING && own.filter(({ name }) => names.has(name)).length >= own.length * 0.9;
}

/**
 * The path of the list whose records a list may show once more, by the stream's name: `/refunds` of `/charges/{charge}/refunds`, `/charges` of
 * `/charges/search`, `/invoices/{invoice}/lines` of `/invoices/upcoming/lines`. Both are read all the same. A list without its parent often leaves records
 * out, or none without a filter, and what many parents list tells whose it is: only a person knows.
 */
export function inferViews(
  model: Model,
  streams: readonly PossibleView[],
  parents: ReadonlyMap<string, Answer<ParentRef | undefined>>,
): ReadonlyMap<string, Answer<string | undefined>> {
  const rules = model.keep(viewRules);
  const same = once(() => sameLists(model, streams, (each) => areAlike(model, each, each)));
  const byPath = new Map(streams.toReversed().map((each) => [keyOf(each.operation.method, each.operation.path), each]));
  return new Map(
    streams.map((each) => {
      const { name } = each;
      const filled = Object.keys(parents.get(name)?.value?.parameters ?? {});
      const whole = rules
        .flatMap(({ wholesOf, written, isSame = false }) =>
          wholesOf({ model, one: each, filled, same }).map((path) => ({
            other: byPath.get(keyOf(isSame ? each.operation.method : "GET", path)),
            written,
            isSame,
          })),
        )
        .find(
          ({ other, written, isSame }) =>
            other !== undefined &&
            other !== each &&
            isReadWith(each, other, written) &&
            (isSame || areAlike(model, each, other)),
        )?.other;
      const path = whole?.operation.path;
      return [name, path === undefined ? NONE : answer(path, 0.7, `- ${path} may list such records too`)];
    }),
  );
}

const NONE = answer(undefined, 0.99, []);

/** Whether nothing has to be known for the one that is not known for the other, but for what the path of the other writes out. */
function isReadWith(one: PossibleView, whole: PossibleView, written: number): boolean {
  return !whole.isPart && whole.open.filter((ref) => !one.open.includes(ref)).length === written;
}
