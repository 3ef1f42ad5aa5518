import type { ParentRef } from "@waybill/sync/connector";
import { answer, type Answer } from "./answer.ts";
import { isId } from "./noun-words.ts";
import { keyOf, type Model } from "./operation.ts";
import { onlyKey, type ListedStream } from "./parent-rule.ts";
import { withoutParents } from "./path.ts";
import type { Rule } from "./rule.ts";

/** A list that may hold the records of another one, all or some of them. */
export type PossibleView = ListedStream & {
  /** Whether the document fixes what is asked for: such a list is a part itself. */
  readonly isPart: boolean;
};

interface ViewRule extends Rule {
  readonly find: (model: Model, one: PossibleView, whole: PossibleView) => boolean;
}

/** What says that a list shows records of the one at the same path without a parent. */
export const viewRules: readonly ViewRule[] = [
  {
    name: "records with the same id and the same fields",
    find: ({ fields }, one, whole) => {
      const key = onlyKey(one);
      if (key === undefined || key !== onlyKey(whole) || !isId(key)) return false;
      const names = new Set(fields(whole.record, 1).map(({ name }) => name));
      const own = fields(one.record, 1);
      return own.length > FIELDS_OF_ANYTHING && own.filter(({ name }) => names.has(name)).length >= own.length * 0.9;
    },
  },
];

/** An id, a name and a value, as a field or a property has them, are those of many things. */
const FIELDS_OF_ANYTHING = 3;

/**
 * The path of the list whose records a list may show once more, by the stream's name: `/refunds` of `/charges/{charge}/refunds`. Both are read all the same.
 * A list without its parent often leaves records out, or none without a filter, and what many parents list tells whose it is: only a person knows.
 */
export function inferViews(
  model: Model,
  streams: readonly PossibleView[],
  parents: ReadonlyMap<string, Answer<ParentRef | undefined>>,
): ReadonlyMap<string, Answer<string | undefined>> {
  const rules = model.keep(viewRules);
  const byPath = new Map(streams.map((each) => [keyOf(each.operation.method, each.operation.path), each]));
  return new Map(
    streams.map((each) => {
      const { operation, name } = each;
      const filled = Object.keys(parents.get(name)?.value?.parameters ?? {});
      const path = withoutParents(operation.path, filled);
      const whole = byPath.get(keyOf(operation.method, path));
      const isView =
        whole !== undefined &&
        whole !== each &&
        isReadWith(each, whole) &&
        rules.some(({ find }) => find(model, each, whole));
      return [
        name,
        isView ? answer(whole.operation.path, 0.7, `- ${whole.operation.path} may list such records too`) : NONE,
      ];
    }),
  );
}

const NONE = answer(undefined, 0.99, []);

/** Whether nothing has to be known for the one that is not known for the other. */
function isReadWith(one: PossibleView, whole: PossibleView): boolean {
  return !whole.isPart && whole.open.every((ref) => one.open.includes(ref));
}
