import type { Json, JsonObject } from "@waybill/sync/connector";
import { isExtension, rulesOf, type NodeName, type Rule } from "../load/grammar/grammar.ts";
import { formatPointer, parsePointer } from "../load/json/json-pointer.ts";
import { isArray, isObject, objectAt } from "../load/json/json-value.ts";
import { putMember, type Members } from "../load/json/put-member.ts";
import type { References } from "../load/json/references.ts";
import { freeName } from "./free-name.ts";
import { soundSchema } from "./sound-schema.ts";

/** Data that types are made from; other data has none. */
const TYPED_DATA: ReadonlySet<string> = new Set([
  "required",
  "deprecated",
  // Of 3.0, and written in 3.1 all the same.
  "nullable",
  "readOnly",
  "writeOnly",
  "default",
  "const",
  "minItems",
  "maxItems",
  "discriminator",
  "additionalProperties",
]);

/** What the components of a kind are. */
const NODE_OF: ReadonlyMap<string, NodeName> = new Map<string, NodeName>([
  ["schemas", "schema"],
  ["parameters", "parameter"],
  ["responses", "response"],
  ["requestBodies", "requestBody"],
  ["headers", "header"],
  ["pathItems", "pathItem"],
]);

/** One component that has to be kept. */
interface Need {
  readonly kind: string;
  readonly name: string;
  readonly value: Json | undefined;
}

/**
 * Copies the typed parts of a document, each component that they refer to once. Owns what is found on the way. What it gives has the shape that the
 * specification wants, whatever stood in the document: the writer of types checks nothing. Copies, as the writer changes schemas with a discriminator
 * in place.
 */
export class Keeper {
  readonly #document: JsonObject;
  readonly #references: References;
  readonly #needs = new Map<string, Need>();
  readonly #hoisted = new Map<string, string>();

  constructor(document: JsonObject, references: References) {
    this.#document = document;
    this.#references = references;
  }

  /** A copy of a part. `folds`: how many schemas with several types it stands in, each of which is written once for each of its types. */
  node(value: Json, name: NodeName, folds = 0): Json {
    if (!isObject(value)) return typeof value === "boolean" ? value : {};
    const ref = value["$ref"];
    if (typeof ref === "string") return this.#reference(value, ref, name);
    const types = name === "schema" ? value["type"] : undefined;
    const inner = isArray(types) && types.length > 1 ? folds + 1 : folds;
    if (inner > MAX_FOLDS) return this.#fold(value);
    return name === "object" ? {} : soundSchema(this.#members(value, name, inner));
  }

  /** The components that were needed, in the document's order; those that had no name come last. */
  components(): JsonObject {
    const copies = new Map<string, Json>();
    // Copying one finds more: a map is walked to what is added to it on the way.
    for (const [key, { kind, value }] of this.#needs)
      copies.set(key, this.node(value ?? {}, NODE_OF.get(kind) ?? "schema"));
    const written = Object.entries(objectAt(this.#document, "components")).flatMap(([kind, members]) =>
      Object.keys(isObject(members) ? members : {}).map((name) => keyOf(kind, name)),
    );
    const order = [...new Set([...written.filter((key) => copies.has(key)), ...copies.keys()])];
    const kinds = new Map<string, [string, Json][]>();
    for (const key of order) {
      const need = this.#needs.get(key);
      if (need === undefined) continue;
      const members = kinds.get(need.kind) ?? [];
      members.push([need.name, copies.get(key) ?? {}]);
      kinds.set(need.kind, members);
    }
    return Object.fromEntries([...kinds].map(([kind, members]) => [kind, Object.fromEntries(members)]));
  }

  #members(value: JsonObject, name: NodeName, folds: number): JsonObject {
    const rules = rulesOf(name);
    const members: Members = {};
    for (const [key, member] of Object.entries(value)) {
      const rule = rules.get(key) ?? DATA;
      const kept = rule.kind === "data" ? typedData(key, member) : this.#member(member, rule, folds);
      if (kept !== undefined) putMember(members, key, kept);
    }
    return members;
  }

  #member(value: Json, rule: Rule, folds: number): Json | undefined {
    switch (rule.kind) {
      case "data":
      case "newer":
        return undefined;
      // What a reference names was read as what stands there, which may be something else than what it is referred to as.
      case "text":
        return typeof value === "string" ? value : undefined;
      case "texts":
      case "values":
        return value;
      case "one":
        return this.node(value, rule.of, folds);
      case "map":
        return this.#map(value, rule.of, folds);
      case "list":
      case "either":
        return this.#several(value, rule, folds);
    }
  }

  #several(value: Json, { kind, of }: Extract<Rule, { kind: "list" | "either" }>, folds: number): Json | undefined {
    if (isArray(value)) return value.map((each) => asObject(this.node(each, of, folds)));
    return kind === "either" ? this.node(value, of, folds) : undefined;
  }

  #map(value: Json, of: NodeName, folds: number): JsonObject {
    const members: Members = {};
    for (const [name, member] of Object.entries(isObject(value) ? value : {}))
      if (!isExtension(name, of)) putMember(members, name, this.node(member, of, folds));
    return members;
  }

  /** A component keeps its name. What is referred to anywhere else gets one, or stands in its place where it is no schema. */
  #reference(holder: JsonObject, ref: string, node: NodeName): Json {
    const end = this.#references.target(ref);
    if (this.#references.resolve(holder) === undefined && typeof end !== "boolean") return {};
    const [root, kind, name, ...deeper] = parsePointer(ref.slice(1));
    if (root === "components" && kind !== undefined && name !== undefined && deeper.length === 0)
      return { ...besides(holder), $ref: this.#need({ kind, name, value: end }) };
    if (node !== "schema") return this.node(this.#references.resolve(holder) ?? {}, node);
    return { ...besides(holder), $ref: this.#hoist(ref, end) };
  }

  #need(need: Need): string {
    const key = keyOf(need.kind, need.name);
    if (!this.#needs.has(key)) this.#needs.set(key, need);
    return key;
  }

  #hoist(ref: string, value: Json | undefined): string {
    const known = this.#hoisted.get(ref);
    if (known !== undefined) return known;
    const words = ref.replaceAll(/~[01]|%[0-9a-f]{2}/gi, "_").replace(/^#\/(components\/schemas\/)?/, "");
    const wanted = words.replaceAll(/[^A-Za-z0-9]+/g, "_").replaceAll(/^_|_$/g, "");
    const taken = objectAt(objectAt(this.#document, "components"), "schemas");
    const isTaken = (name: string): boolean => Object.hasOwn(taken, name) || this.#needs.has(keyOf("schemas", name));
    const key = this.#need({ kind: "schemas", name: freeName(wanted === "" ? "Part" : wanted, isTaken), value });
    this.#hoisted.set(ref, key);
    return key;
  }

  #fold(value: JsonObject): JsonObject {
    return { $ref: this.#hoist(`#/Inner/${this.#hoisted.size}`, value) };
  }
}

/** Types of a schema inside schemas with several types are written once for each combination of theirs; beyond this they get a name. */
const MAX_FOLDS = 3;

/** What may stand beside a `$ref` and shows in its type or its comment (OpenAPI 3.1, section 4.8.23). */
function besides(holder: JsonObject): JsonObject {
  const kept = ["title", "summary", "description", "format", "deprecated", "default", "readOnly", "writeOnly"];
  return Object.fromEntries(Object.entries(holder).filter(([key]) => kept.includes(key)));
}

/** The pointer of a component, as a `$ref` writes it. */
function keyOf(kind: string, name: string): string {
  return `#${formatPointer(["components", kind, name])}`;
}

const DATA: Rule = { kind: "data" };

function typedData(key: string, value: Json): Json | undefined {
  return TYPED_DATA.has(key) ? value : undefined;
}

/** The writer of types takes `true` and `false` for a schema, and not in a list. */
function asObject(value: Json): Json {
  return typeof value === "boolean" ? {} : value;
}
