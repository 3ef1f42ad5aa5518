import type { Json, JsonObject } from "@waybill/sync/connector";
import { isJsonObject } from "@waybill/sync/connector";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { asJsonSchema } from "./as-json-schema.ts";

/** One answer that is not as the document says. */
export interface Fault {
  readonly request: string;
  readonly why: string;
}

/** Holds answers against a document by a JSON Schema validator that nobody here wrote. */
export interface Judge {
  /** Undefined when the answer is as described, or nothing is described that it could be held against. */
  judge(operation: { method: string; path: string }, response: Response): Promise<Fault | undefined>;
  /** How many bodies were held against a schema. */
  readonly judged: () => number;
}

const root = "document";

/** Ajv over the bundled document: OpenAPI 3.1 schemas are JSON Schema 2020-12. Formats are checked; keywords of OpenAPI alone mean nothing to it. */
export function judgeOf(document: JsonObject): Judge {
  const ajv = new Ajv2020({
    code: { regExp: Object.assign(lenient, { code: "new RegExp" }) },
    strict: false,
    validateSchema: false,
    logger: false,
    allErrors: false,
    ownProperties: true,
    unicodeRegExp: false,
  });
  addFormats.default(ajv);
  ajv.addSchema(asJsonSchema(document), root);
  const compiled = new Map<string, ValidateFunction>();
  let count = 0;

  const validatorAt = (tokens: readonly string[]): ValidateFunction => {
    const ref = `${root}#/${tokens.map((token) => encodeURIComponent(token.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`;
    const validate = compiled.get(ref) ?? ajv.compile({ $ref: ref });
    compiled.set(ref, validate);
    return validate;
  };

  const heldAgainst = (tokens: readonly string[], body: unknown): string | undefined => {
    const validate = validatorAt(tokens);
    count += 1;
    if (validate(body)) return undefined;
    const [first] = validate.errors ?? [];
    const place = first?.instancePath ?? "";
    const value = JSON.stringify(valueAt(body, place))?.slice(0, 80);
    return `${place} ${first?.message ?? ""} ${JSON.stringify(first?.params)} but is ${value} (${first?.schemaPath ?? ""})`;
  };

  return {
    judged: () => count,
    async judge({ method, path }, response) {
      const at = ["paths", path, method.toLowerCase(), "responses"];
      const code = declaredCode(memberAt(document, at), response.status);
      const fault = (why: string | undefined) =>
        why === undefined ? undefined : { request: `${method} ${path} ${response.status}`, why };
      if (code === undefined) return fault(response.ok ? "no such status is declared" : undefined);
      const described = resolved(document, [...at, code]);
      const type = response.headers.get("content-type") ?? "";
      const media = mediaType(described.value["content"], type);
      const text = await response.text();
      // whatever is declared: a 204 ends with its header section (RFC 9110, section 15.3.5)
      if (response.status === 204) return fault(text === "" ? undefined : "a 204 has a body");
      if (media === "none") return undefined;
      if (text === "") return fault(response.status === 304 ? undefined : "the declared body is missing");
      if (media === undefined) return fault(`the content type ${type} is not declared`);
      return fault(heldAgainst([...described.tokens, "content", media, "schema"], JSON.parse(text)));
    },
  };
}

/**
 * A pattern of another dialect (`(?i)`) forbids nothing. One that is written between slashes, anchors and all (`/^[a-z]+$/i`), by the letter would
 * forbid everything; it is held against values as it is meant.
 */
function lenient(pattern: string, flags: string): RegExp {
  const [, source = pattern, own = ""] = /^\/(\^.*|.*\$)\/([imsu]*)$/s.exec(pattern) ?? [];
  try {
    return new RegExp(source, [...new Set(own + flags)].join(""));
  } catch {
    return /(?:)/;
  }
}

/** OpenAPI 3.1, responses object: the exact code, else its range, else `default`. */
function declaredCode(responses: Json | undefined, status: number): string | undefined {
  if (!isJsonObject(responses)) return undefined;
  return [`${status}`, `${Math.floor(status / 100)}XX`, `${Math.floor(status / 100)}xx`, "default"].find((code) =>
    Object.hasOwn(responses, code),
  );
}

/** The declared media type that an answer's content type is; `none` where no JSON body is described. */
function mediaType(content: Json | undefined, type: string): string | undefined {
  const declared = isJsonObject(content)
    ? Object.entries(content).filter(([, media]) => isJsonObject(media) && media["schema"] !== undefined)
    : [];
  const json = declared.map(([name]) => name).filter((name) => /json|\*/.test(name));
  if (json.length === 0) return "none";
  const plain = type.split(";")[0]?.trim().toLowerCase();
  return (
    json.find((name) => name.split(";")[0]?.trim().toLowerCase() === plain) ?? json.find((name) => name.includes("*"))
  );
}

function memberAt(value: Json, tokens: readonly string[]): Json | undefined {
  return tokens.reduce<Json | undefined>(
    (at, token) => (isJsonObject(at) && Object.hasOwn(at, token) ? at[token] : undefined),
    value,
  );
}

/** A response object behind its references, and where it stands. */
function resolved(document: JsonObject, tokens: readonly string[]): { value: JsonObject; tokens: readonly string[] } {
  const value = memberAt(document, tokens);
  if (!isJsonObject(value)) return { value: {}, tokens };
  const ref = value["$ref"];
  if (typeof ref !== "string") return { value, tokens };
  const target = decodeURIComponent(ref.slice(2))
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  return resolved(document, target);
}

const valueAt = (value: unknown, pointer: string): unknown =>
  pointer
    .split("/")
    .slice(1)
    .reduce<unknown>(
      (at, token) =>
        typeof at === "object" && at !== null
          ? Reflect.get(at, token.replaceAll("~1", "/").replaceAll("~0", "~"))
          : undefined,
      value,
    );
