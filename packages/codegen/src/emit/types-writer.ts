import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import type { JsonObject } from "@waybill/sync/connector";
import type { GlobalContext } from "openapi-typescript";
import { escapeSegment } from "../load/json/json-pointer.ts";
import { apartLoader } from "./load-apart.ts";
import { textCompiler } from "./text-compiler.ts";
import type { TypeNode } from "./type-node.ts";
import { assertWriterVersion } from "./writer-version.ts";

interface ScanOptions {
  readonly silent: boolean;
}

/** What of openapi-typescript writes types. */
export interface TypesWriter {
  readonly transformSchema: (document: JsonObject, context: GlobalContext) => readonly TypeNode[];
  readonly scanDiscriminators: (document: JsonObject, options: ScanOptions) => GlobalContext["discriminators"];
}

/** Colours of messages, which are not shown. */
const colours = [
  "bold",
  "green",
  "red",
  "yellow",
  "whiteBright",
  "cyanBright",
  "yellowBright",
  "magentaBright",
  "blueBright",
];

/**
 * What stands in for the modules that the writer of types requires: a compiler of 9 MB; the reader and linter of another library, of which it takes two
 * functions; and what is for messages and for options that are not used.
 */
const standIns: ReadonlyMap<string, object> = new Map<string, object>([
  ["typescript", textCompiler],
  [
    "@redocly/openapi-core/lib/ref-utils.js",
    { parseRef, escapePointer: (name: string | number) => escapeSegment(String(name)) },
  ],
  ["ansi-colors", Object.fromEntries(colours.map((colour) => [colour, String]))],
  ["supports-color", {}],
  ["change-case", {}],
]);

/**
 * The transformer of openapi-typescript, of the pinned version: its entry brings its reader too.
 * @throws Error where another version is installed
 */
export function loadTypesWriter(): TypesWriter {
  const require = createRequire(import.meta.url);
  assertWriterVersion(require("openapi-typescript/package.json"));
  const folder = dirname(require.resolve("openapi-typescript"));
  const load = apartLoader(standIns);
  const files = {
    utils: load(resolve(folder, "lib/utils.cjs")),
    transformSchema: load(resolve(folder, "transform/index.cjs")),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these are the files that the entry takes the functions from
  const { utils, transformSchema } = files as Pick<TypesWriter, "transformSchema"> & {
    readonly utils: Pick<TypesWriter, "scanDiscriminators">;
  };
  return { transformSchema, scanDiscriminators: utils.scanDiscriminators };
}

/** Names of a `$ref`. Unlike in a URL, a per cent sign in them is itself: the shaken document has written every `$ref` anew. */
function parseRef(ref: string): { readonly pointer: readonly string[] } {
  // Most are the name of a member alone.
  if (!ref.includes("#/")) return { pointer: [] };
  const [, pointer = ""] = ref.split("#/");
  const names = pointer.split("/").filter((name) => name !== "");
  return {
    pointer: pointer.includes("~") ? names.map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~")) : names,
  };
}
