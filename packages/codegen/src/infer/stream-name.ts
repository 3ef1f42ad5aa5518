import { answer, type Answer } from "./answer.ts";
import type { Operation } from "./operation.ts";
import { isGeneric } from "./items.ts";
import { isVerb, lastLiteral, nounsOf, segmentsOf, isParameterSegment } from "./path.ts";
import type { Keep } from "./rule.ts";
import { flat, snake, wordsOf } from "./words.ts";

/** What a stream would be called if it were alone: the last noun of its path. */
export function proposeName(keep: Keep, operation: Operation, arrayName: string | undefined): Answer<string> {
  const [noun] = nounsOf(keep, operation.path);
  const last = lastLiteral(operation.path);
  // A path that ends in what is done (`/transfer/event/list`) is told best by what it answers with.
  const done = last !== undefined && isVerb(keep, last) ? specific(keep, arrayName) : undefined;
  const name = snake(done ?? noun ?? specific(keep, arrayName) ?? last ?? arrayName ?? "records") || "records";
  return answer(/^\d/.test(name) ? `_${name}`.slice(1) : name, 0.9, [`the path ${operation.path}`]);
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
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  for (const { name } of proposals) counts.set(name, (counts.get(name) ?? 0) + 1);
  const shortest = shortestByName(keep, proposals);
  return proposals.map(({ operation, name }) => {
    const alone = counts.get(name) === 1 || shortest.get(name) === operation;
    const unique =
      (alone ? [name] : alternatives(keep, operation, name)).find((each) => !taken.has(each)) ?? numbered(name, taken);
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

/** Nouns, parameters and verbs of a path: `/users.list` comes before `/usergroups.users.list`, `/contacts` before `/contacts/search`. */
function rank(keep: Keep, operation: Operation): number {
  const segments = segmentsOf(operation.path);
  const parameters = segments.filter(isParameterSegment).length;
  const verbs = segments.filter((segment) => isVerb(keep, segment)).length;
  return nounsOf(keep, operation.path).length + verbs + 3 * parameters + (operation.method === "GET" ? 0 : 1);
}

function alternatives(keep: Keep, operation: Operation, name: string): readonly string[] {
  const above = nounsOf(keep, operation.path).slice(1);
  const last = lastLiteral(operation.path) ?? "";
  const verbs = isVerb(keep, last) ? [`${name}_${flat(last)}`] : [];
  const longer = above.map(
    (_, index) =>
      `${above
        .slice(0, index + 1)
        .toReversed()
        .map(snake)
        .join("_")}_${name}`,
  );
  return [...verbs, ...longer, ...spokenNames(keep, operation.operationId ?? "")];
}

/** What an operationId names, and it as a whole: `getVpcIps` is about VPC IPs. */
function spokenNames(keep: Keep, operationId: string): readonly string[] {
  const words = wordsOf(operationId);
  const nouns = words.filter((word) => !isVerb(keep, word));
  return [nouns, words].map((each) => each.join("_")).filter((name) => name !== "");
}

function numbered(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number += 1) {
    const next = `${name}_${number}`;
    if (!taken.has(next)) return next;
  }
}
