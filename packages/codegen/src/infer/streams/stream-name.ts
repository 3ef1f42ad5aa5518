import { answer, type Answer } from "../rules/answer.ts";
import type { Operation } from "../document/operation.ts";
import { isGeneric } from "../lists/items.ts";
import { isVerb, lastLiteral, nounsOf, segmentsOf, isParameterSegment } from "../document/path.ts";
import type { Keep } from "../rules/rule.ts";
import { sameNoun, singular, snake, wordsOf } from "../words/words.ts";

/** What a stream would be called if it were alone: the last noun of its path. */
export function proposeName(keep: Keep, operation: Operation, arrayName: string | undefined): Answer<string> {
  const [noun, above] = nounsOf(keep, operation.path);
  const last = lastLiteral(operation.path);
  const part = partOf(keep, { path: operation.path, noun, above, arrayName });
  if (part !== undefined) return answer(snake(part), 0.9, [`the path ${operation.path}`]);
  // A path that ends in what is done (`/transfer/event/list`) is told best by what it answers with.
  const done = last !== undefined && isVerb(keep, last) ? specific(keep, arrayName) : undefined;
  const name = snake(done ?? noun ?? specific(keep, arrayName) ?? last ?? arrayName ?? "records") || "records";
  return answer(/^\d/.test(name) ? `_${name}`.slice(1) : name, 0.9, [`the path ${operation.path}`]);
}

interface NameParts {
  readonly path: string;
  readonly noun: string | undefined;
  readonly above: string | undefined;
  readonly arrayName: string | undefined;
}

/**
 * What the last noun says only together with another word: `activities` that are answered as `gift_card_activities`, a `cursor` that reads the `tickets` above
 * it, a `query` of one of the `databases`.
 */
function partOf(keep: Keep, { path, noun = "", above = "", arrayName }: NameParts): string | undefined {
  const array = specific(keep, arrayName) ?? "";
  if (noun === "") return undefined;
  if (array === "") return doneToOne(keep, path, noun);
  const spoken = new Set(segmentsOf(path).flatMap(wordsOf).map(singular));
  const words = wordsOf(array).map(singular);
  if (snake(array).endsWith(`_${snake(noun)}`) && words.every((word) => spoken.has(word))) return array;
  return sameNoun(array, above) && !sameNoun(array, noun) ? `${above}_${noun}` : undefined;
}

/** `/databases/{id}/query` lists no databases. */
function doneToOne(keep: Keep, path: string, noun: string): string | undefined {
  const [above = "", last = ""] = segmentsOf(path).slice(-2);
  return isVerb(keep, last) && isParameterSegment(above) ? `${singular(snake(noun))}_${last}` : undefined;
}

/** An array's name where it says what is in it. */
function specific(keep: Keep, arrayName: string | undefined): string | undefined {
  return arrayName === undefined || isGeneric(keep, arrayName) ? undefined : arrayName;
}

/**
 * Names for all streams, each once. Where two would have the same name, the nouns above in the path go in front
 * (`project_tasks`), then the operationId decides, then a number.
 */
export function uniqueNames(
  keep: Keep,
  proposals: readonly { readonly operation: Operation; readonly name: string }[],
): readonly string[] {
  const shortest = shortestByName(keep, proposals);
  // A plain name is its collection's, also where that comes later in the document.
  const taken = new Set(shortest.keys());
  return proposals.map(({ operation, name }) => {
    if (shortest.get(name) === operation) return name;
    const unique = alternatives(keep, operation, name).find((each) => !taken.has(each)) ?? numbered(name, taken);
    taken.add(unique);
    return unique;
  });
}

/** The operation with the shortest path keeps the plain name: it is the collection itself. */
function shortestByName(
  keep: Keep,
  proposals: readonly { readonly operation: Operation; readonly name: string }[],
): ReadonlyMap<string, Operation> {
  const shortest = new Map<string, Operation>();
  for (const { operation, name } of proposals) {
    const known = shortest.get(name);
    if (known === undefined || rank(keep, operation) < rank(keep, known)) shortest.set(name, operation);
  }
  return shortest;
}

/**
 * Nouns, parameters and verbs of a path: `/users.list` comes before `/usergroups.users.list`, `/contacts` before `/contacts/search`, and both before
 * `/webhooks/contacts`, which are those of something else.
 */
function rank(keep: Keep, operation: Operation): number {
  const segments = segmentsOf(operation.path);
  const parameters = segments.filter(isParameterSegment).length;
  const verbs = segments.filter((segment) => isVerb(keep, segment)).length;
  return 3 * nounsOf(keep, operation.path).length + verbs + 9 * parameters + (operation.method === "GET" ? 0 : 1);
}

function alternatives(keep: Keep, operation: Operation, name: string): readonly string[] {
  const above = nounsOf(keep, operation.path).slice(1);
  const last = lastLiteral(operation.path) ?? "";
  const verbs = isVerb(keep, last) && !name.endsWith(`_${snake(last)}`) ? [`${name}_${snake(last)}`] : [];
  const longer = above.map(
    (_, index) =>
      `${above
        .slice(0, index + 1)
        .toReversed()
        .map(snake)
        .join("_")}_${name}`,
  );
  return [...verbs, ...longer, ...(operation.operationId === undefined ? [] : [snake(operation.operationId)])];
}

function numbered(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number += 1) {
    const next = `${name}_${number}`;
    if (!taken.has(next)) return next;
  }
}
