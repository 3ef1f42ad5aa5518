import type { Json, JsonObject } from "@waybill/sync/connector";
import type { Diagnostic } from "../read/diagnostic.ts";
import { formatPointer } from "../json/json-pointer.ts";
import { isObject, objectAt, textAt } from "../json/json-value.ts";
import { pointerOfTrail, type FoundReference } from "./mend-document.ts";
import { METHODS } from "../grammar/methods.ts";
import { createReferences, type References } from "../json/references.ts";
import { standsOn } from "./stands-on.ts";

export interface CheckedReferences {
  /** The document without the operations that stand on a reference to nothing. */
  readonly document: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds the `$ref`s that name nothing, or only each other. As a field of a record such a one is any value; an operation that stands on one is left
 * out, as nothing true could be told about it.
 */
export function checkReferences(document: JsonObject, found: readonly FoundReference[]): CheckedReferences {
  const references = createReferences(document);
  const broken = found.filter(
    ({ holder }) => references.resolve(holder) === undefined && !isBoolean(holder, references),
  );
  if (broken.length === 0) return { document, diagnostics: [] };
  const told = broken.map(({ ref, trail }): Diagnostic => ({
    code: "broken-reference",
    pointer: pointerOfTrail(trail),
    message: `The $ref "${ref}" names nothing in this document, or only itself; it is read as any value.`,
  }));
  const pruned = prune(document, new Set(broken.map(({ holder }) => holder)), references);
  return { document: pruned.document, diagnostics: [...told, ...pruned.diagnostics] };
}

/** A reference to `true` or `false`, which are schemas too. */
function isBoolean(holder: JsonObject, references: References): boolean {
  return typeof references.target(textAt(holder, "$ref") ?? "") === "boolean";
}

function prune(document: JsonObject, broken: ReadonlySet<JsonObject>, references: References): CheckedReferences {
  const diagnostics: Diagnostic[] = [];
  const paths = Object.entries(objectAt(document, "paths")).flatMap(([path, item]): readonly [string, Json][] => {
    if (!isObject(item)) return [[path, item]];
    if (broken.has(item)) {
      diagnostics.push(leftOut(["paths", path], item));
      return [];
    }
    const faults = METHODS.flatMap((method) => {
      const fault = standsOn([item[method] ?? null, item["parameters"] ?? null], broken, references);
      return item[method] === undefined || fault === undefined ? [] : [{ method, fault }];
    });
    for (const { method, fault } of faults) diagnostics.push(leftOut(["paths", path, method], fault));
    const gone = new Set<string>(faults.map(({ method }) => method));
    return [[path, Object.fromEntries(Object.entries(item).filter(([name]) => !gone.has(name)))]];
  });
  return { document: { ...document, paths: Object.fromEntries(paths) }, diagnostics };
}

function leftOut(path: readonly string[], fault: JsonObject): Diagnostic {
  const message = `It stands on the $ref "${textAt(fault, "$ref") ?? ""}", which names nothing; it is left out.`;
  return { code: "left-out", pointer: formatPointer(path), message };
}
