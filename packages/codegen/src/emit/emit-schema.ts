import type { Json, JsonObject } from "@waybill/sync/connector";
import type { GlobalContext } from "openapi-typescript";
import { isArray } from "../load/json/json-value.ts";
import { createReferences } from "../load/json/references.ts";
import { shake, type KeptOperation } from "./shake.ts";
import { loadTypesWriter, type TypesWriter } from "./types-writer.ts";

/**
 * `schema.d.ts`: the types of the kept operations, or of all, written by openapi-typescript. Its transformer is called on the document that was loaded
 * and checked here; its own loader would read, bundle and lint it once more and refuse faults that real documents have.
 */
export function emitSchema(document: JsonObject, operations: readonly KeptOperation[] | "all", head: string): string {
  const kept = shake(document, operations);
  const writer = loadTypesWriter();
  const declarations = writer.transformSchema(kept, contextOf(kept, writer));
  return `${head}\n${declarations.map((each) => `${each.write("")}\n`).join("")}`;
}

function hasDiscriminator(value: Json): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (isArray(value)) return value.some(hasDiscriminator);
  return Object.hasOwn(value, "discriminator") || Object.values(value).some(hasDiscriminator);
}

/** Every option of openapi-typescript at its default, except that it prints nothing and that a reference is followed once. */
function contextOf(document: JsonObject, writer: TypesWriter): GlobalContext {
  const references = createReferences(document);
  const options = {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    defaultNonNullable: true,
    // The scan walks everything twice and writes out the path of each place.
    discriminators: hasDiscriminator(document)
      ? writer.scanDiscriminators(document, { silent: true })
      : { objects: {}, refsHandled: [] },
    emptyObjectsUnknown: false,
    enum: false,
    enumValues: false,
    conditionalEnums: false,
    dedupeEnums: false,
    excludeDeprecated: false,
    exportType: false,
    immutable: false,
    injectFooter: [],
    pathParamsAsTypes: false,
    postTransform: undefined,
    propertiesRequiredByDefault: false,
    rootTypes: false,
    rootTypesNoSchemaPrefix: false,
    rootTypesKeepCasing: false,
    silent: true,
    transform: undefined,
    transformProperty: undefined,
    resolve: ($ref: string): unknown => references.resolve({ $ref }),
    makePathsEnum: false,
    generatePathParams: false,
    readWriteMarkers: false,
  } satisfies Omit<GlobalContext, "redoc" | "inject" | "resolve"> & { resolve: unknown };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `redoc` configures only the loader, which is not called
  return options as unknown as GlobalContext;
}
