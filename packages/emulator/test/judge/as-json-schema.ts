import { isJsonObject, type Json, type JsonObject } from "@waybill/sync/connector";

/** The document as a validator of plain JSON Schema can read it, demanding what the document demands: see each rule. */
export const asJsonSchema = (document: JsonObject): JsonObject => object(document, { holder: "", document });

interface Place {
  /** Name of the member that holds the value: below `properties` every name is a field's, no keyword's. */
  readonly holder: string;
  readonly document: JsonObject;
}

function value(given: Json, place: Place): Json {
  if (Array.isArray(given)) return given.map((each: Json) => value(each, { ...place, holder: "" }));
  return isJsonObject(given) ? object(given, place) : given;
}

function object(given: JsonObject, place: Place): JsonObject {
  const inner = (name: string, member: Json): readonly [string, Json] => [
    name,
    value(member, { ...place, holder: name }),
  ];
  if (place.holder === "properties" || place.holder === "responses")
    return Object.fromEntries(Object.entries(given).map(([name, member]) => inner(name, member)));
  const { $ref: ref } = given;
  if (typeof ref === "string" && !leadsSomewhere(ref, place.document)) return {}; // says nothing, in a document that is broken there
  const members = Object.entries(given).filter(([name]) => !speechless.test(name));
  return Object.fromEntries(members.map(([name, member]) => keyword(name, member, { given, inner })));
}

/** Members that demand nothing; a validator might take what is in them for identifiers of schemas. `nullable` without a type has no effect in 3.0, and is none of 3.1's. */
const speechless = /^(example|examples|default|nullable|x-.*)$/;

function keyword(
  name: string,
  member: Json,
  { given, inner }: { given: JsonObject; inner: (name: string, member: Json) => readonly [string, Json] },
): readonly [string, Json] {
  // a list of items was a tuple before 2020-12
  if (name === "items" && Array.isArray(member)) return inner("prefixItems", member);
  // a write-only member is required of requests only (OpenAPI 3.1, schema object)
  if (name === "required" && Array.isArray(member))
    return [name, member.filter((each: Json) => !isWriteOnly(given, each))];
  return inner(name, member);
}

function isWriteOnly({ properties }: JsonObject, name: Json): boolean {
  const member = isJsonObject(properties) && typeof name === "string" ? properties[name] : undefined;
  return isJsonObject(member) && member["writeOnly"] === true;
}

function leadsSomewhere(ref: string, document: JsonObject): boolean {
  if (!ref.startsWith("#/")) return false;
  const tokens = decodeURIComponent(ref.slice(2)).split("/");
  return (
    tokens
      .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
      .reduce<Json | undefined>(
        (at, token) =>
          isJsonObject(at) ? at[token] : Array.isArray(at) ? (at as readonly Json[])[Number(token)] : undefined,
        document,
      ) !== undefined
  );
}
