import type { JsonObject } from "@waybill/sync/connector";
import { CORE_SCHEMA, load, mergeTag, YAMLException, type LoadOptions } from "js-yaml";
import { assertBounded, tooDeep } from "./bounds.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { DocumentError } from "./document-error.ts";
import { isObject } from "../json/json-value.ts";
import { readingLimits } from "./limits.ts";

export interface ParsedText {
  readonly value: JsonObject;
  readonly format: "json" | "yaml";
  readonly diagnostics: readonly Diagnostic[];
}

const yamlOptions: LoadOptions = {
  schema: CORE_SCHEMA.withTags(mergeTag),
  maxTotalMergeKeys: 100_000,
  maxDepth: readingLimits.depth,
};

/**
 * Text of a JSON or YAML document -> its root object. JSON is tried first wherever the text starts like it, since its parser is many times faster.
 * @throws DocumentError with line and column where the text is neither; also where YAML aliases expand beyond reason.
 */
export function parseText(text: string, file: string): ParsedText {
  const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (body.trim() === "") {
    throw new DocumentError({
      code: "empty",
      file,
      what: "The file is empty.",
      next: "Give an OpenAPI document in YAML or JSON.",
    });
  }
  if (isWebPage(body)) throw webPage(file);
  const json = parseJson(body);
  const format = json === undefined ? "yaml" : "json";
  const { value, diagnostics } = json === undefined ? parseYaml(body, file) : { value: json, diagnostics: [] };
  if (format === "yaml" && hasAliases(body)) assertBounded(value, "shared", file);
  else if (format === "json" || body.length > LARGE) assertBounded(value, "apart", file);
  return { value: rootObject(value, file), format, diagnostics };
}

/** Each value takes a character at least, or the comma after it. What is shorter than this holds no more than are read, and how deep YAML goes its parser looks to. */
const LARGE = readingLimits.values;

/** Anchors that are looked for; a document with more of them is taken for one that shares parts. */
const MOST_ANCHORS = 50;

/**
 * An alias, `*name`, needs an anchor, `&name`. Names end where YAML ends them (1.2, ns-anchor-char): other spaces, such as one that does not break, belong
 * to them. Text that only looks like both does no harm.
 */
function hasAliases(yaml: string): boolean {
  if (!yaml.includes("*")) return false;
  let looked = 0;
  for (const [, name = ""] of yaml.matchAll(/&([^ \t\r\n[\]{},]+)/g)) {
    looked += 1;
    if (looked > MOST_ANCHORS || yaml.includes(`*${name}`)) return true;
  }
  return false;
}

function parseJson(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // YAML is a superset of JSON and its parser says where the fault is.
    return undefined;
  }
}

function parseYaml(text: string, file: string): { value: unknown; diagnostics: readonly Diagnostic[] } {
  try {
    return { value: load(text, yamlOptions), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    if (error.reason !== "duplicated mapping key") throw syntaxError(error, file);
    return { value: reload(text, file), diagnostics: [duplicateKey(error)] };
  }
}

/** Reads once more, the last of two members with the same name winning as in JSON. */
function reload(text: string, file: string): unknown {
  try {
    return load(text, { ...yamlOptions, json: true });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw syntaxError(error, file);
  }
}

function duplicateKey(error: YAMLException): Diagnostic {
  const place = error.mark === undefined ? "" : ` at line ${error.mark.line + 1}, column ${error.mark.column + 1}`;
  return {
    code: "duplicate-key",
    pointer: "",
    message: `A member is written twice${place}; the last one is used. Remove one of them.`,
  };
}

function syntaxError(error: YAMLException, file: string): DocumentError {
  if (error.reason.startsWith("nesting exceeded")) return tooDeep(file, error);
  const mark = error.mark;
  return new DocumentError({
    code: "syntax",
    file,
    position: mark === undefined ? undefined : { line: mark.line + 1, column: mark.column + 1 },
    what: `The text is neither YAML nor JSON: ${error.reason}.`,
    next: "Correct the text at this place.",
    cause: error,
  });
}

function isWebPage(text: string): boolean {
  return /^\s*<(!doctype|html|head|body|\?xml)\b/i.test(text);
}

function webPage(file: string): DocumentError {
  return new DocumentError({
    code: "not-openapi",
    file,
    what: "This is a web page, not an OpenAPI document.",
    next: "Give the address of the document itself: the page that shows it often links to it, and raw files of a repository have an address of their own.",
  });
}

function rootObject(value: unknown, file: string): JsonObject {
  if (isObject(value)) return value;
  throw new DocumentError({
    code: "not-openapi",
    file,
    pointer: "",
    what: `The document is ${Array.isArray(value) ? "a list" : `a single ${value === null ? "null" : typeof value}`}, not an object.`,
    next: 'Give an OpenAPI document; it starts with "openapi: 3.1.0" or "swagger: 2.0".',
  });
}
