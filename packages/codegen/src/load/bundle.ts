import { dirname, resolve as resolvePath, sep } from "node:path";
import type { Json, JsonObject } from "@waybill/sync/connector";
import { DocumentError } from "./document-error.ts";
import type { DocumentIo } from "./io.ts";
import { formatPointer, parsePointer, valueAt } from "./json-pointer.ts";
import { isObject } from "./json-value.ts";
import { parseText } from "./parse-text.ts";
import type { OpenApiVersion } from "./version.ts";
import { walkReferences, type Reference } from "./walk-references.ts";

export interface BundleInput {
  readonly document: JsonObject;
  readonly version: OpenApiVersion;
  /** Absolute path of the document; undefined for standard input, which has no folder. */
  readonly path: string | undefined;
  /** The document as the caller named it, for messages. */
  readonly file: string;
  readonly io: DocumentIo;
}

type Kind = "schemas" | "parameters" | "responses" | "requestBodies" | "headers" | "pathItems";

/** Where a bundled part is kept, by version: Swagger 2.0 has no `components`. */
const SWAGGER_HOMES: Partial<Record<Kind, readonly string[]>> = {
  schemas: ["definitions"],
  parameters: ["parameters"],
  responses: ["responses"],
};

/**
 * Brings the parts that a document refers to in other files of its folder into the document, each once, under `components`.
 * Files outside the folder (also by symbolic link) and remote addresses are refused: a document must not make this command read or fetch
 * what its author was not given.
 */
export async function bundle(input: BundleInput): Promise<JsonObject> {
  const external = externalReferences(input.document);
  if (external.length === 0) return input.document;
  const document: MutableObject = { ...structuredClone(input.document) };
  await new Bundler(input, document).run();
  return document;
}

type MutableObject = Record<string, Json>;

/** The same object, to be written to: everything under the bundler's document and its parts is a clone of its own. */
function writable(value: Json | undefined): MutableObject | undefined {
  return isObject(value) ? value : undefined;
}

function externalReferences(document: Json): readonly Reference[] {
  const found: Reference[] = [];
  walkReferences(document, (reference) => {
    if (!reference.ref.startsWith("#")) found.push(reference);
  });
  return found;
}

/** Owns what grows while parts are brought in: files read, and the local name of each part. */
class Bundler {
  readonly #input: BundleInput;
  readonly #document: MutableObject;
  readonly #files = new Map<string, JsonObject>();
  readonly #names = new Map<string, string>();
  #folder = "";

  constructor(input: BundleInput, document: MutableObject) {
    this.#input = input;
    this.#document = document;
  }

  async run(): Promise<void> {
    const { path, io } = this.#input;
    if (path !== undefined) {
      const real = await io.realPath(path);
      this.#folder = dirname(real);
      this.#files.set(real, this.#input.document);
      await this.#localise(this.#document, { file: real, root: true });
      return;
    }
    const [first] = externalReferences(this.#input.document);
    if (first !== undefined)
      throw this.#refusal(first, "A document from standard input has no folder to find other files in.");
  }

  /** Rewrites every `$ref` under `part` to a local one. `origin` is the file that the part was written in. */
  async #localise(part: JsonObject, origin: { readonly file: string; readonly root: boolean }): Promise<void> {
    const references: Reference[] = [];
    walkReferences(part, (reference) => references.push(reference));
    for (const reference of references) {
      if (reference.ref.startsWith("#") && origin.root) continue;
      // One after the other: names are given in document order, so that the same files give the same bytes.
      const local = await this.#bring(reference, origin.file);
      const holder = writable(reference.holder);
      if (holder !== undefined) holder["$ref"] = local;
    }
  }

  async #bring(reference: Reference, from: string): Promise<string> {
    const [address = "", fragment = ""] = reference.ref.split("#", 2);
    const file = address === "" ? from : await this.#locate(reference, address, from);
    if (file === (await this.#rootPath())) return `#${fragment}`;
    const kind = kindOf(reference.path);
    const key = `${kind} ${file}#${fragment}`;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const content = await this.#read(file, reference);
    const target = valueAt(content, parsePointer(fragment));
    if (!isObject(target)) throw this.#broken(reference);
    const part = structuredClone(target);
    const local = this.#place(part, { kind, file, fragment });
    this.#names.set(key, local);
    await this.#localise(part, { file, root: false });
    return local;
  }

  async #rootPath(): Promise<string> {
    return this.#input.path === undefined ? "" : this.#input.io.realPath(this.#input.path);
  }

  #place(part: JsonObject, about: { kind: Kind; file: string; fragment: string }): string {
    const home = this.#input.version === "2.0" ? SWAGGER_HOMES[about.kind] : undefined;
    const path = home ?? ["components", about.kind];
    let container = this.#document;
    for (const segment of path) {
      const inner = writable(container[segment]) ?? {};
      container[segment] = inner;
      container = inner;
    }
    const name = freeName(baseName(about.file, about.fragment), container);
    container[name] = part;
    return `#${formatPointer([...path, name])}`;
  }

  async #locate(reference: Reference, address: string, from: string): Promise<string> {
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(address)) {
      throw this.#refusal(reference, "Remote documents are not fetched.");
    }
    const wanted = resolvePath(dirname(from), decodeURIComponent(address));
    // Checked before the file is touched and again by its real path: a link inside the folder may lead out of it.
    if (!this.#inside(wanted)) throw this.#refusal(reference, "The file is outside the document's folder.");
    let real: string;
    try {
      real = await this.#input.io.realPath(wanted);
    } catch (cause) {
      throw this.#broken(reference, cause);
    }
    if (!this.#inside(real)) throw this.#refusal(reference, "The file is outside the document's folder.");
    return real;
  }

  #inside(path: string): boolean {
    return path.startsWith(this.#folder.endsWith(sep) ? this.#folder : this.#folder + sep);
  }

  async #read(file: string, reference: Reference): Promise<JsonObject> {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    let text: string;
    try {
      text = await this.#input.io.readText(file);
    } catch (cause) {
      throw this.#broken(reference, cause);
    }
    const { value } = parseText(text, file);
    this.#files.set(file, value);
    return value;
  }

  #refusal(reference: Reference, what: string): DocumentError {
    return new DocumentError({
      code: "outside-reference",
      file: this.#input.file,
      pointer: formatPointer(reference.path),
      what: `The $ref "${reference.ref}" is not followed. ${what}`,
      next: "Copy what it names into the document's folder, or bundle the document first.",
    });
  }

  #broken(reference: Reference, cause?: unknown): DocumentError {
    return new DocumentError({
      code: "broken-reference",
      file: this.#input.file,
      pointer: formatPointer(reference.path),
      what: `The $ref "${reference.ref}" names nothing that exists.`,
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

function baseName(file: string, fragment: string): string {
  const stem = (file.split(sep).at(-1) ?? "part").replace(/\.[^.]*$/, "");
  const name = parsePointer(fragment).at(-1) ?? stem;
  return name.replaceAll(/[^\w.-]/g, "_");
}

function freeName(wanted: string, taken: MutableObject): string {
  if (!Object.hasOwn(taken, wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const name = `${wanted}_${number}`;
    if (!Object.hasOwn(taken, name)) return name;
  }
}
