import type { JsonObject } from "@waybill/sync/connector";
import { checkReferences } from "./check-references.ts";
import type { Diagnostic } from "../read/diagnostic.ts";
import { formatPointer } from "../json/json-pointer.ts";
import { isObject, objectAt, textAt } from "../json/json-value.ts";
import type { MendedDocument } from "./mend-document.ts";
import { METHODS } from "../grammar/methods.ts";

export interface CheckedDocument {
  /** The document without what cannot be read. The same object where there is nothing of that. */
  readonly document: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The faults of a mended document, of any version, and the document without them. Real documents have faults; none of them stops the reading of what
 * is sound, and nothing is left out in silence.
 */
export function checkDocument({ document: mended, diagnostics, references }: MendedDocument): CheckedDocument {
  const checked = checkReferences(mended, references);
  return {
    document: checked.document,
    diagnostics: [...diagnostics, ...checked.diagnostics, ...checkOperations(checked.document)],
  };
}

function checkOperations(document: JsonObject): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const places = new Map<string, string>();
  for (const [path, item] of Object.entries(objectAt(document, "paths"))) {
    if (!isObject(item)) continue;
    if (!path.startsWith("/") && !path.startsWith("x-")) diagnostics.push(noPath(path));
    for (const method of METHODS) {
      const operation = item[method];
      if (!isObject(operation)) continue;
      const pointer = formatPointer(["paths", path, method]);
      if (!isObject(operation["responses"])) diagnostics.push(missingResponses(pointer));
      const id = textAt(operation, "operationId");
      const first = id === undefined ? undefined : places.get(id);
      if (id !== undefined && first !== undefined) diagnostics.push(duplicateId({ id, pointer, first }));
      else if (id !== undefined) places.set(id, pointer);
    }
  }
  return diagnostics;
}

function missingResponses(pointer: string): Diagnostic {
  return {
    code: "missing-responses",
    pointer,
    message: "The operation declares no responses, so what it answers is unknown.",
  };
}

function duplicateId(about: { id: string; pointer: string; first: string }): Diagnostic {
  return {
    code: "duplicate-operation-id",
    pointer: `${about.pointer}/operationId`,
    message: `The operationId "${about.id}" is also used at ${about.first}; method and path are used to tell them apart.`,
  };
}

function noPath(path: string): Diagnostic {
  const message = "A path begins with a slash; what stands under this name is not read.";
  return { code: "wrong-nesting", pointer: formatPointer(["paths", path]), message };
}
