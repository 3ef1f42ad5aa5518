import type { Json, JsonObject } from "@waybill/sync/connector";
import type { Diagnostic } from "./diagnostic.ts";
import { DocumentError } from "./document-error.ts";
import { formatPointer } from "./json-pointer.ts";
import { isObject, objectAt, textAt } from "./json-value.ts";
import { createReferences, type References } from "./references.ts";
import { structuralHolders } from "./structural-holders.ts";
import { walkReferences, type Reference } from "./walk-references.ts";

/** Methods of a path item that this command reads (OpenAPI 3.1, section 4.8.9). */
export const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/**
 * Faults of a document, of any version. Those that a list can be read in spite of become diagnostics: real documents have them.
 * @throws DocumentError where a `$ref` refers only to itself, or where one that an operation stands on names nothing
 */
export function checkDocument(document: JsonObject, file: string): readonly Diagnostic[] {
  const references = createReferences(document);
  return [...checkReferences(document, references, file), ...checkOperations(document)];
}

function checkReferences(document: JsonObject, references: References, file: string): readonly Diagnostic[] {
  const broken: Reference[] = [];
  walkReferences(document, (reference) => {
    const fault = faultOf(reference, references);
    if (fault === "circular") throw circular(reference, file);
    if (fault === "broken") broken.push(reference);
  });
  if (broken.length === 0) return [];
  const structural = structuralHolders(document, references);
  const fatal = broken.find((reference) => structural.has(reference.holder));
  if (fatal !== undefined) throw brokenError(fatal, file);
  return broken.map((reference) => ({
    code: "broken-reference",
    pointer: formatPointer(reference.path),
    message: `The $ref "${reference.ref}" names nothing in this document; the field is read as any value.`,
  }));
}

function faultOf(reference: Reference, references: References): "circular" | "broken" | undefined {
  const passed = new Set<string>();
  let current: Json | undefined = reference.holder;
  while (isObject(current) && typeof current["$ref"] === "string") {
    if (passed.has(current["$ref"])) return "circular";
    passed.add(current["$ref"]);
    current = references.target(current["$ref"]);
  }
  return current === undefined ? "broken" : undefined;
}

function checkOperations(document: JsonObject): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const places = new Map<string, string>();
  for (const [path, item] of Object.entries(objectAt(document, "paths"))) {
    if (!isObject(item)) continue;
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

function circular(reference: Reference, file: string): DocumentError {
  return new DocumentError({
    code: "circular-reference",
    file,
    pointer: formatPointer(reference.path),
    what: `The $ref "${reference.ref}" leads only to itself and never to a definition.`,
    next: "Let one of the references in the circle be a definition.",
  });
}

function brokenError(reference: Reference, file: string): DocumentError {
  return new DocumentError({
    code: "broken-reference",
    file,
    pointer: formatPointer(reference.path),
    what: `The $ref "${reference.ref}" names nothing in this document.`,
    next: "Correct the reference, or add what it names.",
  });
}
