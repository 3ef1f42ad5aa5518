import type { Json, JsonObject } from "@waybill/sync/connector";
import type { Access } from "../read/access.ts";
import { DocumentError } from "../read/document-error.ts";
import type { DocumentIo } from "../read/io.ts";
import { formatPointer, parsePointer, valueAt } from "../json/json-pointer.ts";
import { isObject } from "../json/json-value.ts";
import { createPartReader, type Part, type PartReader } from "./part-reader.ts";
import type { OpenApiVersion } from "../grammar/version.ts";
import { walkReferences, type Reference } from "./walk-references.ts";

export interface BundleInput {
  readonly document: JsonObject;
  readonly version: OpenApiVersion;
  /** Where the document is; undefined for standard input, which is nowhere. */
  readonly url: URL | undefined;
  /** The document as the caller named it, for messages. */
  readonly file: string;
  readonly io: DocumentIo;
  readonly access: Access;
}

type Kind = "schemas" | "parameters" | "responses" | "requestBodies" | "headers" | "pathItems";

/** Where a bundled part is kept, by version: Swagger 2.0 has no `components`. */
const SWAGGER_HOMES: Partial<Record<Kind, readonly string[]>> = {
  schemas: ["definitions"],
  parameters: ["parameters"],
  responses: ["responses"],
};

/**
 * Brings the parts that a document refers to in other files into the document, each once, under `components`. Files outside the document's folder
 * (also by symbolic link) and private addresses are refused unless `access` names them: a document must not make this command read or fetch what
 * its author was not given.
 */
export async function bundle(input: BundleInput): Promise<JsonObject> {
  const document: MutableObject = { ...structuredClone(input.document) };
  const reader = createPartReader(input);
  const root = await reader.root(document);
  await new Bundler(input, reader, root).run();
  return document;
}

type MutableObject = Record<string, Json>;

/** The same object, to be written to: everything under the bundler's document and its parts is a clone of its own. */
function writable(value: Json | undefined): MutableObject | undefined {
  return isObject(value) ? value : undefined;
}

/** Owns what grows while parts are brought in: the document, and the local name of each part. */
class Bundler {
  readonly #input: BundleInput;
  readonly #reader: PartReader;
  readonly #root: Part;
  readonly #names = new Map<string, string>();

  constructor(input: BundleInput, reader: PartReader, root: Part) {
    this.#input = input;
    this.#reader = reader;
    this.#root = root;
  }

  run(): Promise<void> {
    return this.#localise(this.#root.document, this.#root);
  }

  /** Rewrites every `$ref` under `content` to a local one. `origin` is the part that it was written in. */
  async #localise(content: JsonObject, origin: Part): Promise<void> {
    const references: Reference[] = [];
    walkReferences(content, (reference) => references.push(reference));
    for (const reference of references) {
      if (reference.ref.startsWith("#") && origin === this.#root) continue;
      // One after the other: names are given in document order, so that the same files give the same bytes.
      await this.#replace(reference, origin);
    }
  }

  async #replace(reference: Reference, origin: Part): Promise<void> {
    const holder = writable(reference.holder);
    const [address = "", fragment = ""] = reference.ref.split("#", 2);
    const part = address === "" ? origin : await this.#read(reference, address, origin);
    if (holder === undefined) return;
    if (part === this.#root) holder["$ref"] = `#${fragment}`;
    else if (kindOf(reference.path) === "pathItems") await this.#inline(holder, { reference, part, fragment });
    else holder["$ref"] = await this.#bring(reference, part, fragment);
  }

  /** A path item stands in its place, as it has no home in versions before 3.1. */
  async #inline(holder: MutableObject, about: { reference: Reference; part: Part; fragment: string }): Promise<void> {
    const item = this.#target(about.reference, about.part, about.fragment);
    Reflect.deleteProperty(holder, "$ref");
    Object.assign(holder, structuredClone(item));
    if (holder["$ref"] === undefined) await this.#localise(holder, about.part);
    else throw this.#broken(about.reference);
  }

  async #bring(reference: Reference, part: Part, fragment: string): Promise<string> {
    const kind = kindOf(reference.path);
    const key = `${kind} ${part.name}#${fragment}`;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const content = structuredClone(this.#target(reference, part, fragment));
    const local = this.#place(content, kind, baseName(part.name, fragment));
    this.#names.set(key, local);
    await this.#localise(content, part);
    return local;
  }

  #target(reference: Reference, part: Part, fragment: string): JsonObject {
    const target = valueAt(part.document, parsePointer(fragment));
    if (isObject(target)) return target;
    throw this.#broken(reference);
  }

  #place(content: JsonObject, kind: Kind, wanted: string): string {
    const home = this.#input.version === "2.0" ? SWAGGER_HOMES[kind] : undefined;
    const path = home ?? ["components", kind];
    let container = writable(this.#root.document) ?? {};
    for (const segment of path) {
      const inner = writable(container[segment]) ?? {};
      container[segment] = inner;
      container = inner;
    }
    const name = freeName(wanted, container);
    container[name] = content;
    return `#${formatPointer([...path, name])}`;
  }

  async #read(reference: Reference, address: string, origin: Part): Promise<Part> {
    const found = await this.#reader.read(address, origin);
    if ("part" in found) return found.part;
    if ("missing" in found) throw this.#broken(reference, found.missing);
    throw new DocumentError({
      code: "outside-reference",
      file: this.#input.file,
      pointer: formatPointer(reference.path),
      what: `The $ref "${reference.ref}" is not followed. ${found.refused}`,
      next: "Copy what it names into the document's folder, or bundle the document first, or allow it by name.",
    });
  }

  #broken(reference: Reference, cause?: unknown): DocumentError {
    return new DocumentError({
      code: "broken-reference",
      file: this.#input.file,
      pointer: formatPointer(reference.path),
      what: `The $ref "${reference.ref}" names nothing that can be read${cause instanceof Error ? ` (${cause.message})` : ""}.`,
      next: "Correct the reference, or add what it names.",
      cause,
    });
  }
}

/** What kind of object a reference stands in for, told from where it stands. */
function kindOf(path: readonly string[]): Kind {
  const last = path.at(-1) ?? "";
  const parent = path.at(-2) ?? "";
  if (last === "requestBody") return "requestBodies";
  if (parent === "parameters" || parent === "responses" || parent === "headers") return parent;
  if (parent === "paths") return "pathItems";
  return "schemas";
}

/** A name for a part: its own in its file, else its file's. Always one that a component may have (OpenAPI 3.1, section 4.8.7.1). */
function baseName(file: string, fragment: string): string {
  const stem = (file.split("/").at(-1) ?? "").replace(/\.[^.]*$/, "");
  const name = parsePointer(fragment).at(-1) ?? stem;
  return name.replaceAll(/[^\w.-]/g, "_") || "part";
}

function freeName(wanted: string, taken: MutableObject): string {
  if (!Object.hasOwn(taken, wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const name = `${wanted}_${number}`;
    if (!Object.hasOwn(taken, name)) return name;
  }
}
