import type { Json, Pointer } from "@waybill/sync/connector";
import { isObject, objectAt } from "../../load/json/json-value.ts";
import { answer, type Answer } from "../rules/answer.ts";
import type { Place } from "../document/envelope.ts";
import { pointerOf } from "../document/pointer-of.ts";
import type { Model } from "../document/operation.ts";
import type { Rule } from "../rules/rule.ts";
import { firstNamed, term, type Term } from "../rules/term.ts";

/** Where an answer that refuses says why. */
export interface ErrorShape {
  readonly mediaType: string;
  /** The published form that it follows, where it follows one. */
  readonly standard: string | undefined;
  /** What a person can read. */
  readonly message: Pointer | undefined;
  /** What a program can tell apart. */
  readonly code: Pointer | undefined;
  /** The array of single faults, such as those of the fields of a form. */
  readonly details: Pointer | undefined;
}

interface FormRule extends Rule {
  readonly holds: (places: readonly Place[], mediaType: string) => boolean;
}

const has = (places: readonly Place[], ...pointers: readonly string[]): boolean =>
  pointers.every((pointer) => places.some((place) => place.pointer === pointer));

/** Published forms of errors. */
export const errorForms: readonly FormRule[] = [
  {
    name: "problem details",
    rests: "RFC 9457, Problem Details for HTTP APIs",
    holds: (places, type) => /problem\+json/i.test(type) || has(places, "/type", "/title", "/status", "/detail"),
  },
  {
    name: "json:api errors",
    rests: "JSON:API 1.1, error objects",
    holds: (places, type) => /vnd\.api\+json/i.test(type) && has(places, "/errors"),
  },
  {
    name: "oauth error",
    rests: "RFC 6749, section 5.2",
    holds: (places) => has(places, "/error", "/error_description"),
  },
  {
    name: "google status",
    rests: "Google AIP-193, Errors",
    holds: (places) => has(places, "/error/code", "/error/message", "/error/status"),
  },
  {
    name: "odata error",
    rests: "OData JSON Format 4.01, section 21",
    holds: (places) => has(places, "/error/code", "/error/message", "/error/target"),
  },
];

/** Names of what a person can read. */
export const messageTerms: readonly Term[] = [
  term("message", /^(error)?message$/),
  term("detail", /^(detail|errordescription|description)$/, { rests: "RFC 9457, detail; RFC 6749, error_description" }),
  term("title", /^(title|error|reason|summary)$/),
];

/** Names of what a program can tell apart. */
export const codeTerms: readonly Term[] = [
  term("code", /^(error|apierror)?code$/),
  term("type", /^(error)?(type|name|key|number)$/, { rests: "RFC 9457, type" }),
  term("error", /^error$/, { rests: "RFC 6749, error" }),
];

/** The form of errors that most refusals of the document have. */
export function inferErrorShape(model: Model): Answer<ErrorShape | undefined> {
  const found = mostCommon(model);
  if (found === undefined) return answer(undefined, 0.6, "the document declares no answer to what it refuses");
  const places = model.places(found.schema);
  const standard = model.keep(errorForms).find(({ holds }) => holds(places, found.mediaType))?.rests;
  const details = places.find(({ shape, name }) => shape.types.has("array") && isDetails(name));
  const all = [...places, ...firstDetail(model, details)];
  const value = {
    mediaType: found.mediaType,
    standard,
    message: firstPlace(model.keep(messageTerms), all),
    code: firstPlace(model.keep(codeTerms), all),
    details: details?.pointer,
  };
  return answer(
    value,
    value.message === undefined ? 0.5 : 0.9,
    `${found.count} refusals have this form${standard === undefined ? "" : ` (${standard})`}`,
  );
}

function isDetails(name: string): boolean {
  return /^(\w*errors|details|\w*fields|invalidparams|violations|issues)$/.test(name);
}

/** What the first of several faults says, where nothing says it of them all: `/errors/0/message`. */
function firstDetail(model: Model, details: Place | undefined): readonly Place[] {
  if (details === undefined) return [];
  return model
    .places(details.shape.items)
    .filter(({ path }) => path.length > 0)
    .map((place) => ({ ...place, pointer: pointerOf([...details.path, "0", ...place.path]) }));
}

interface Refusal {
  readonly schema: Json;
  readonly mediaType: string;
  readonly count: number;
}

function mostCommon(model: Model): Refusal | undefined {
  const counts = new Map<object, Refusal>();
  for (const { source } of model.operations) {
    for (const [status, response] of Object.entries(objectAt(source, "responses"))) {
      const refusal = /^[45]|^default$/i.test(status) ? bodyOf(model, response) : undefined;
      if (refusal === undefined) continue;
      counts.set(refusal.key, { ...refusal, count: (counts.get(refusal.key)?.count ?? 0) + 1 });
    }
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count)[0];
}

function bodyOf(model: Model, response: Json): (Omit<Refusal, "count"> & { readonly key: object }) | undefined {
  const content = Object.entries(objectAt(model.references.resolve(response), "content"));
  const [mediaType = "", media] = content.find(([type]) => /json/i.test(type)) ?? [];
  const schema = isObject(media) ? media["schema"] : undefined;
  if (schema === undefined) return undefined;
  return { schema, mediaType, key: model.references.resolve(schema) ?? Object(schema) };
}

/** The first term's shallowest place; what stands in an array says something about one fault of several. */
function firstPlace(terms: readonly Term[], places: readonly Place[]): Pointer | undefined {
  const plain = places.filter(
    ({ shape, path }) => path.length > 0 && shape.fields.size === 0 && !shape.types.has("array"),
  );
  return firstNamed(terms, plain, ({ name }) => name)?.pointer;
}
