import type { Json, JsonObject } from "@waybill/sync/connector";
import { isObject } from "../document/pointer.ts";
import { arrayOf, typesOf, type Schema, type SchemaReader } from "../document/schema.ts";
import type { Exchange } from "../http/exchange.ts";
import { judgeOf, type Finding } from "./breaches.ts";
import { membersOf, rawOperation, type DocumentReading } from "./raw-operation.ts";
import { remembered } from "./remembered.ts";
import { selfContained } from "./self-contained.ts";
import { isArraySchema, itemsOf, typedText } from "../document/typed.ts";
import type { Breach } from "./violation.ts";

/** One declared parameter. Cookies are not read. */
interface Declared {
  readonly name: string;
  readonly in: "query" | "header" | "path";
  readonly required: boolean;
  /** Members of an object travel under names of their own. */
  readonly members: readonly string[];
  /** What is wrong with the values that were sent. */
  readonly findings: (sent: readonly string[]) => readonly Finding[];
}

/** Holds the parameters of a request against what its operation declares. */
export type ParameterContract = (exchange: Exchange) => readonly Breach[];

/** `alsoKnown`: query parameters that the document does not have and the connector knows better. */
export function parameterContract(
  operation: string,
  { alsoKnown, ...reading }: DocumentReading & { alsoKnown: ReadonlySet<string> },
): ParameterContract {
  const declared = declaredOf(operation, reading);
  const query = declared.filter((each) => each.in === "query");
  const unknown = remembered((keys) => unknownAmong(keys, query, alsoKnown));
  return (exchange) => [
    ...declared.flatMap((each) => breachesOf(each, exchange)),
    ...unknown([...new Set(exchange.url.searchParams.keys())]),
  ];
}

/** OpenAPI 3.1, parameter object: definitions of these three names are ignored. */
const reserved = new Set(["accept", "content-type", "authorization"]);

function declaredOf(operation: string, reading: DocumentReading): readonly Declared[] {
  const { document, reader } = reading;
  const path = operation.slice(operation.indexOf(" ") + 1);
  const shared = arrayOf(reader.resolve(membersOf(document["paths"])[path])["parameters"]);
  const own = arrayOf(rawOperation(operation, reading)["parameters"]);
  const found = [...shared, ...own].flatMap((each) => declaredParameter(reader.resolve(each), reader));
  return [...new Map(found.map((each) => [`${each.in} ${each.name}`, each])).values()];
}

function declaredParameter(value: ReturnType<SchemaReader["resolve"]>, reader: SchemaReader): readonly Declared[] {
  const { name, in: place } = value;
  if (typeof name !== "string" || (place !== "query" && place !== "header" && place !== "path")) return [];
  if (place === "header" && reserved.has(name.toLowerCase())) return [];
  const schema = reader.flat(value["schema"]);
  const judge = judgeOf(selfContained(value["schema"] ?? {}, { reader, partial: false, own: new Set() }));
  return [
    {
      name,
      in: place,
      required: value["required"] === true,
      members: typesOf(schema).includes("object") ? Object.keys(membersOf(schema["properties"])) : [],
      findings: remembered((sent) => judge(valueOf(sent, { schema, separator: separatorOf(value), reader }))),
    },
  ];
}

/** What stands between the values of an array; undefined where each has the name of its own. */
function separatorOf({ in: place, style = "form", explode = style === "form" }: JsonObject): string | undefined {
  return explode === true && place === "query" ? undefined : (separators[textOf(style)] ?? ",");
}

const separators: Readonly<Record<string, string>> = { pipeDelimited: "|", spaceDelimited: " " };

function breachesOf(declared: Declared, exchange: Exchange): readonly Breach[] {
  const { name, in: place, required } = declared;
  const sent = sentFor(declared, exchange);
  if (sent.length === 0)
    return required && !travelsApart(declared, exchange.url)
      ? [{ in: place, name, rule: "missing", expected: "a value" }]
      : [];
  return declared.findings(sent).map((finding) => ({ ...finding, in: place, name: `${name}${finding.name}` }));
}

function sentFor({ name, in: place }: Declared, { request, url, path }: Exchange): readonly string[] {
  switch (place) {
    case "query":
      return [...url.searchParams.getAll(name), ...url.searchParams.getAll(`${name}[]`)];
    case "header":
      return [request.headers.get(name)].filter((value) => value !== null);
    case "path":
      return [path[name]].filter((value) => value !== undefined);
  }
}

/** An object's members, as `filter[name]` or by their own names. */
const travelsApart = ({ name, members }: Declared, { searchParams }: URL): boolean =>
  [...searchParams.keys()].some((key) => key.startsWith(`${name}[`) || members.includes(key));

function valueOf(
  sent: readonly string[],
  { schema, separator, reader }: { schema: Schema; separator: string | undefined; reader: SchemaReader },
): Json {
  const [first = ""] = sent;
  if (isArraySchema(schema, reader)) {
    const texts = separator === undefined ? sent : sent.flatMap((text) => text.split(separator));
    return texts.map((text) => typedText(text, itemsOf(schema, reader), reader));
  }
  return typesOf(schema).includes("object") ? parsed(first) : typedText(first, schema, reader);
}

/** An object in one parameter is JSON. */
function parsed(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return isObject(value) ? value : text;
  } catch {
    return text;
  }
}

function unknownAmong(
  keys: readonly string[],
  declared: readonly Declared[],
  alsoKnown: ReadonlySet<string>,
): readonly Breach[] {
  const isKnown = (key: string): boolean =>
    alsoKnown.has(key) ||
    declared.some(({ name, members }) => key === name || key.startsWith(`${name}[`) || members.includes(key));
  return keys
    .filter((key) => !isKnown(key))
    .map((name) => ({ in: "query", name, rule: "unknown", expected: "no such parameter" }));
}

const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");
