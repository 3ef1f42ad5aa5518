import type { Json, JsonObject } from "@waybill/sync/connector";
import type { GlobalContext, OpenAPI3 } from "openapi-typescript";
import { isArray, isObject, textAt } from "../load/json-value.ts";
import { createReferences } from "../load/references.ts";
import { printTypes } from "./print-types.ts";
import { protectPercent } from "./protect-percent.ts";
import { shake, type KeptOperation } from "./shake.ts";
import { loadTypesWriter, type TypesWriter } from "./types-writer.ts";

/**
 * `schema.d.ts`: the types of the kept operations, or of all, written by openapi-typescript. Its transformer is called on the document that was loaded
 * and checked here; its own loader would read, bundle and lint it once more and refuse faults that real documents have.
 */
export function emitSchema(document: JsonObject, operations: readonly KeptOperation[] | "all", head: string): string {
  const guarded = protectPercent(shake(document, operations));
  const kept = guarded.document;
  if (!isOpenApi(kept)) throw new TypeError("A shaken document is always OpenAPI 3.1.");
  const writer = loadTypesWriter();
  const text = printTypes(writer.transformSchema(kept, contextOf(kept, writer)), {
    compiler: writer.compiler,
    printer: (node) => writer.astToString([node]),
  });
  return `${head}\n${guarded.restore(text)}`;
}

function isOpenApi(value: JsonObject): value is JsonObject & OpenAPI3 {
  return textAt(value, "openapi") !== undefined && isObject(value["info"]);
}

function hasDiscriminator(value: Json): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (isArray(value)) return value.some(hasDiscriminator);
  return Object.hasOwn(value, "discriminator") || Object.values(value).some(hasDiscriminator);
}

/** Every option of openapi-typescript at its default, except that it prints nothing and that a reference is followed once. */
function contextOf(document: JsonObject & OpenAPI3, writer: TypesWriter): GlobalContext {
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
