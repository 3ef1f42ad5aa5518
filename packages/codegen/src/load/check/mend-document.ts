import type { Json, JsonArray, JsonObject } from "@waybill/sync/connector";
import type { Diagnostic } from "../read/diagnostic.ts";
import { isExtension, needed, rulesOf, type NodeName, type Rule } from "../grammar/grammar.ts";
import { formatPointer } from "../json/json-pointer.ts";
import { isArray, isObject } from "../json/json-value.ts";
import { rewrite } from "../json/rewrite.ts";

/** Names from the root to a place, the last one first: most are never written out. */
export interface Trail {
  readonly up: Trail | undefined;
  readonly name: string | number;
}

/** One `$ref` of a document, where the specification has one. */
export interface FoundReference {
  readonly holder: JsonObject;
  readonly ref: string;
  readonly trail: Trail | undefined;
}

export interface MendedDocument {
  /** The document without what stands where it cannot. The same object where nothing does. */
  readonly document: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
  readonly references: readonly FoundReference[];
}

/** The pointer of a place. */
export function pointerOfTrail(trail: Trail | undefined): string {
  const names: (string | number)[] = [];
  for (let step = trail; step !== undefined; step = step.up) names.push(step.name);
  return formatPointer(names.toReversed());
}

/**
 * Takes out of a document what stands where the specification has something else: a list that is an object, a schema that is text. Everything that
 * reads the document later can then rely on its shape. What is taken out is told; where an operation would mean something else without it, as with a
 * parameter, the operation goes too.
 */
export function mendDocument(document: JsonObject): MendedDocument {
  const mender = new Mender();
  return { document: mender.root(document), diagnostics: mender.diagnostics, references: mender.references };
}

type Several = Extract<Rule, { kind: "texts" | "values" | "list" | "either" }>;

/** Owns what is told while a document is walked. Each method gives what is to stand in a place; undefined where nothing is. */
class Mender {
  readonly diagnostics: Diagnostic[] = [];
  readonly references: FoundReference[] = [];

  root(document: JsonObject): JsonObject {
    const mended = this.#node(document, "document", undefined);
    return isObject(mended) ? mended : {};
  }

  #node(value: Json, name: NodeName, trail: Trail | undefined): Json | undefined {
    if (!isObject(value)) {
      // Since draft 6 of JSON Schema, `true` is any value and `false` none.
      return name === "schema" && typeof value === "boolean" ? value : this.#fault(trail, "an object");
    }
    const rules = rulesOf(name);
    let unreadable = false;
    let ref: Json | undefined;
    const holder = rewrite(value, (key, member) => {
      const rule = rules.get(key);
      if (rule === undefined) {
        if (key === "$ref") ref = member;
        return member;
      }
      if (isSound(member, rule)) return member;
      const kept = this.#member(member, rule, { up: trail, name: key });
      unreadable ||= isVital(rule) && isLess(member, kept);
      return kept;
    });
    if (unreadable) return this.#leaveOut(trail);
    if (typeof ref === "string") {
      this.references.push({ holder, ref, trail });
      return holder;
    }
    const missing = needed[name]?.find((key) => typeof holder[key] !== "string");
    return missing === undefined ? holder : this.#fault(trail, `an object with "${missing}"`);
  }

  #member(value: Json, rule: Rule, trail: Trail): Json | undefined {
    // YAML reads a member without a value so. It says nothing.
    if (value === null && rule.kind !== "data") return undefined;
    switch (rule.kind) {
      case "data":
        return value;
      case "text":
        return this.#text(value, trail);
      case "newer":
        return this.#lose(rule.what, trail);
      case "one":
        return this.#node(value, rule.of, trail);
      case "map":
        return this.#map(value, rule.of, trail);
      case "texts":
      case "values":
      case "list":
      case "either":
        return this.#several(value, rule, trail);
    }
  }

  #several(value: Json, rule: Several, trail: Trail): Json | undefined {
    if (isArray(value)) {
      if (rule.kind === "values") return value;
      const mend = rule.kind === "texts" ? this.#text.bind(this) : this.#nodeOf(rule.of);
      return mendList(value, mend, trail);
    }
    if (rule.kind === "texts") return this.#text(value, trail);
    return rule.kind === "either" ? this.#node(value, rule.of, trail) : this.#fault(trail, "a list");
  }

  #nodeOf(of: NodeName): (value: Json, trail: Trail) => Json | undefined {
    return (value, trail) => this.#node(value, of, trail);
  }

  /** Numbers and flags are taken for text: YAML reads `version: 1.0` and `name: on` so. */
  #text(value: Json, trail: Trail): Json | undefined {
    if (typeof value === "string") return value;
    return typeof value === "object" ? this.#fault(trail, "text") : String(value);
  }

  #map(value: Json, of: NodeName, trail: Trail): Json | undefined {
    if (!isObject(value)) return this.#fault(trail, "an object");
    return rewrite(value, (key, member) =>
      isExtension(key, of) ? member : this.#node(member, of, { up: trail, name: key }),
    );
  }

  #fault(trail: Trail | undefined, expected: string): undefined {
    return this.#tell("wrong-nesting", trail, `There should be ${expected} here; what is there is not read.`);
  }

  #leaveOut(trail: Trail | undefined): undefined {
    return this.#tell(
      "left-out",
      trail,
      "Its parameters are at fault, and without them it would mean something else; it is left out.",
    );
  }

  #lose(what: string, trail: Trail): undefined {
    return this.#tell(
      "newer-version",
      trail,
      `This is of OpenAPI 3.2: ${what}. The document is read as 3.1, and this is not read.`,
    );
  }

  #tell(code: Diagnostic["code"], trail: Trail | undefined, message: string): undefined {
    this.diagnostics.push({ code, pointer: pointerOfTrail(trail), message });
    return undefined;
  }
}

/** True for most members: nothing in them could be at fault. */
function isSound(value: Json, { kind }: Rule): boolean {
  if (typeof value === "string") return kind === "text" || kind === "texts" || kind === "data";
  if (isArray(value)) return kind === "values" || kind === "data" || (kind === "texts" && value.every(isText));
  return kind === "data";
}

function isText(value: Json): boolean {
  return typeof value === "string";
}

/** True where a list is gone, or has fewer members than were written. `null` was never one. */
function isLess(written: Json, kept: Json | undefined): boolean {
  if (written === null) return false;
  return !isArray(written) || !isArray(kept) || kept.length < written.length;
}

function isVital(rule: Rule): boolean {
  return rule.kind === "list" && rule.vital === true;
}

function mendList(values: JsonArray, mend: (each: Json, trail: Trail) => Json | undefined, up: Trail): JsonArray {
  const mended = values.map((each, index) => mend(each, { up, name: index }));
  if (mended.every((each, index) => each === values[index])) return values;
  return mended.filter((each) => each !== undefined);
}
