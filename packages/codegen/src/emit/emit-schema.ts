import type { JsonObject } from "@waybill/sync/connector";
import {
  astToString,
  scanDiscriminators,
  transformSchema,
  type GlobalContext,
  type OpenAPI3,
} from "openapi-typescript";
import { isObject, textAt } from "../load/json-value.ts";
import { createReferences } from "../load/references.ts";
import { protectPercent } from "./protect-percent.ts";
import { shake, type KeptOperation } from "./shake.ts";

/**
 * `schema.d.ts`: the types of the kept operations, or of all, written by openapi-typescript. Its transformer is called on the document that was loaded
 * and checked here; its own loader would read, bundle and lint it once more and refuse faults that real documents have.
 */
export function emitSchema(document: JsonObject, operations: readonly KeptOperation[] | "all", head: string): string {
  const guarded = protectPercent(shake(document, operations));
  const kept = guarded.document;
  if (!isOpenApi(kept)) throw new TypeError("A shaken document is always OpenAPI 3.1.");
  return `${head}\n${guarded.restore(astToString(transformSchema(kept, contextOf(kept))))}`;
}

function isOpenApi(value: JsonObject): value is JsonObject & OpenAPI3 {
  return textAt(value, "openapi") !== undefined && isObject(value["info"]);
}

/** Every option of openapi-typescript at its default, except that it prints nothing and that a reference is followed once. */
function contextOf(document: JsonObject & OpenAPI3): GlobalContext {
  const references = createReferences(document);
  const options = {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    defaultNonNullable: true,
    discriminators: scanDiscriminators(document, { silent: true }),
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
