import { createRequire } from "node:module";
import type { astToString, scanDiscriminators, transformSchema } from "openapi-typescript";
import type ts from "typescript";

/** What of openapi-typescript writes types. */
export interface TypesWriter {
  readonly transformSchema: typeof transformSchema;
  readonly astToString: typeof astToString;
  readonly scanDiscriminators: typeof scanDiscriminators;
  readonly compiler: typeof ts;
}

const require = createRequire(import.meta.url);

/**
 * openapi-typescript without its loader, read when types are first written: its entry also brings the bundler and linter of another reader, and as an ES
 * module a second parse of the whole compiler, which together take three times as long to load as the rest.
 */
export function loadTypesWriter(): TypesWriter {
  // The files of the pinned version that its entry takes these functions from.
  const transform: TypesWriter["transformSchema"] = require("openapi-typescript/dist/transform/index.cjs");
  const text: Pick<TypesWriter, "astToString"> = require("openapi-typescript/dist/lib/ts.cjs");
  const scan: Pick<TypesWriter, "scanDiscriminators"> = require("openapi-typescript/dist/lib/utils.cjs");
  const compiler: typeof ts = require("typescript");
  return {
    transformSchema: transform,
    astToString: text.astToString,
    scanDiscriminators: scan.scanDiscriminators,
    compiler,
  };
}
