/** What a member of an object holds. */
export type Rule =
  | { readonly kind: "text" }
  /** Text or a list of it. */
  | { readonly kind: "texts" }
  | { readonly kind: "data" }
  /** A list of data. */
  | { readonly kind: "values" }
  /** An object of that name, or objects by their names. */
  | { readonly kind: "one" | "map"; readonly of: NodeName }
  /** `vital`: where it is at fault, what holds it means something else and is not read. */
  | { readonly kind: "list"; readonly of: NodeName; readonly vital?: boolean | undefined }
  /** An object or a list of them. */
  | { readonly kind: "either"; readonly of: NodeName }
  /** What OpenAPI 3.2 has and 3.1 does not. */
  | { readonly kind: "newer"; readonly what: string };

/** The objects of an OpenAPI document (versions 2.0 to 3.2) that this command walks. */
export type NodeName =
  | "document"
  | "components"
  | "pathItem"
  | "operation"
  | "parameter"
  | "requestBody"
  | "response"
  | "media"
  | "header"
  | "schema"
  | "object";

const text: Rule = { kind: "text" };
const texts: Rule = { kind: "texts" };
const data: Rule = { kind: "data" };
const values: Rule = { kind: "values" };
const one = (of: NodeName): Rule => ({ kind: "one", of });
const list = (of: NodeName): Rule => ({ kind: "list", of });
const map = (of: NodeName): Rule => ({ kind: "map", of });
const either = (of: NodeName): Rule => ({ kind: "either", of });
const newer = (what: string): Rule => ({ kind: "newer", what });
const vitalList = (of: NodeName): Rule => ({ kind: "list", of, vital: true });

const described = { summary: text, description: text } as const;

const schema: Readonly<Record<string, Rule>> = {
  ...described,
  title: text,
  type: texts,
  format: text,
  pattern: text,
  required: texts,
  properties: map("schema"),
  patternProperties: map("schema"),
  additionalProperties: one("schema"),
  items: either("schema"),
  prefixItems: list("schema"),
  allOf: list("schema"),
  anyOf: list("schema"),
  oneOf: list("schema"),
  not: one("schema"),
  enum: values,
  $defs: map("schema"),
  definitions: map("schema"),
  example: data,
  examples: data,
  default: data,
  const: data,
  discriminator: data,
};

/** What stands where (OpenAPI 3.2 and, where it differs, 2.0). What is not named is data: it is kept and not walked. */
const grammar: Readonly<Record<NodeName, Readonly<Record<string, Rule>>>> = {
  document: {
    info: one("object"),
    servers: list("object"),
    paths: map("pathItem"),
    components: one("components"),
    definitions: map("schema"),
    parameters: map("parameter"),
    responses: map("response"),
    securityDefinitions: map("object"),
    $self: newer("the address that the document gives itself"),
  },
  components: {
    schemas: map("schema"),
    parameters: map("parameter"),
    responses: map("response"),
    requestBodies: map("requestBody"),
    headers: map("header"),
    pathItems: map("pathItem"),
    securitySchemes: map("object"),
  },
  pathItem: {
    ...described,
    parameters: vitalList("parameter"),
    get: one("operation"),
    put: one("operation"),
    post: one("operation"),
    delete: one("operation"),
    options: one("operation"),
    head: one("operation"),
    patch: one("operation"),
    trace: one("operation"),
    query: newer("an operation of the method QUERY"),
    additionalOperations: newer("operations of methods of their own"),
  },
  operation: {
    ...described,
    operationId: text,
    tags: texts,
    parameters: vitalList("parameter"),
    requestBody: one("requestBody"),
    responses: map("response"),
  },
  parameter: { ...schema, required: data, name: text, in: text, schema: one("schema"), content: map("media") },
  requestBody: { ...described, content: map("media") },
  response: { ...described, headers: map("header"), schema: one("schema"), content: map("media") },
  header: { ...schema, required: data, schema: one("schema"), content: map("media") },
  media: {
    schema: one("schema"),
    itemSchema: newer("the schema of the items of a stream"),
    $ref: newer("a media type that stands elsewhere"),
  },
  schema,
  object: {},
};

const tables: ReadonlyMap<string, ReadonlyMap<string, Rule>> = new Map(
  Object.entries(grammar).map(([name, rules]) => [name, new Map(Object.entries(rules))]),
);
const NO_RULES: ReadonlyMap<string, Rule> = new Map();

/** What the members of an object hold, by their names. */
export function rulesOf(name: NodeName): ReadonlyMap<string, Rule> {
  return tables.get(name) ?? NO_RULES;
}

/** Members of path, response and media maps that the specification leaves to extensions. A property may be called so. */
export function isExtension(key: string, of: NodeName): boolean {
  return of !== "schema" && key.startsWith("x-");
}

/** Members that are text and without which an object means nothing, unless it is a reference. */
export const needed: Readonly<Partial<Record<NodeName, readonly string[]>>> = { parameter: ["name", "in"] };
