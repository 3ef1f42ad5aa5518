import { groupBy } from "../parents/group-by.ts";
import type { Model, Operation } from "../document/operation.ts";
import { onlyKey, type ListedStream } from "../parents/parent-rule.ts";
import { nounsOf } from "../document/path.ts";
import { singular, wordsOf } from "../words/words.ts";

type Listed = ListedStream & { readonly operation: Operation };

/**
 * For each list that another address shows once more, the list that stands for all of them: the first that is not told to be old. Two are the same where they
 * hold the same records, are asked for in the same way, and are described by the same words, or one is named instead of the other.
 */
export function sameLists<S extends Listed>(model: Model, all: readonly S[], isTold: (one: S) => boolean): Map<S, S> {
  const found = new Map<S, S>();
  const shapes = numbering();
  const waysOf = (one: S): string => {
    const { method, path, parameters, body } = one.operation;
    const sent = method === "GET" ? 0 : shapes(model.read(body));
    // Parameters of the path with what stands before: a `{name}` of other things is another one.
    const holes = path.slice(0, path.lastIndexOf("}") + 1);
    return [method, holes, ...parameters.map(({ ref }) => ref).toSorted(), sent, shapes(model.read(one.record))].join(
      " ",
    );
  };
  for (const alike of groupBy(all, waysOf).values()) {
    const described = alike.filter(({ operation }) => operation.text.trim() !== "").filter(isTold);
    for (const same of groupBy(described, wordsAndKey).values()) {
      if (!namesWhatIsListed(model, same)) continue;
      const current = same.find(({ operation }) => !isOld(operation)) ?? same[0];
      for (const one of same) if (current !== undefined && one !== current) found.set(one, current);
    }
    const byId = new Map(alike.map((one) => [one.operation.operationId, one]));
    for (const one of alike) {
      const instead = one.operation.deprecated ? namedBy(one, byId) : undefined;
      if (instead !== undefined) found.set(one, instead);
    }
  }
  return found;
}

function wordsAndKey(one: Listed): string {
  return `${onlyKey(one) ?? ""} ${one.operation.text}`;
}

/** "Deprecated version of ListCharges." What is written of a list may hold its own name, too. */
function namedBy<S extends Listed>(one: S, byId: ReadonlyMap<string | undefined, S>): S | undefined {
  const { text } = one.operation;
  const words = [...text.split(/\s+/).map((word) => word.replaceAll(/^\W+|\W+$/g, "")), ...text.split(/\W+/)];
  return words
    .filter((word) => word !== "")
    .map((word) => byId.get(word))
    .find((other) => other !== undefined && other !== one);
}

/** "List all" may be said of anything. */
function namesWhatIsListed({ keep }: Model, same: readonly Listed[]): boolean {
  const words = new Set(wordsOf(same[0]?.operation.text ?? "").map(singular));
  return same.some(({ operation }) =>
    wordsOf(nounsOf(keep, operation.path)[0] ?? "").some((word) => words.has(singular(word))),
  );
}

/** What is told of an address in the words of both is that it is an old one. */
function isOld({ path, text, deprecated }: Operation): boolean {
  return deprecated || text.includes(path);
}

/** The same number for the same object. */
function numbering(): (one: object) => number {
  const known = new Map<object, number>();
  return (one) => {
    const number = known.get(one) ?? known.size + 1;
    known.set(one, number);
    return number;
  };
}
