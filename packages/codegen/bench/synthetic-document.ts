/** An OpenAPI document of about 13 MB, for where no real one of that size is at hand: resources with lists, records, writes and prose. */
export function syntheticDocument(resources = 520): string {
  const names = Array.from({ length: resources }, (_, index) => `thing_${index}`);
  return JSON.stringify({
    openapi: "3.0.3",
    info: { title: "Synthetic", version: "1" },
    servers: [{ url: "https://api.synthetic.test" }],
    paths: Object.fromEntries(names.flatMap((name) => pathsOf(name))),
    components: { schemas: Object.fromEntries(names.map((name, index) => [name, recordOf(names, index)])) },
  });
}

const prose = "Says what this is, where it comes from and when it changes, as documents of this size do at length. ";

function pathsOf(name: string): [string, object][] {
  const record = { $ref: `#/components/schemas/${name}` };
  const answer = (schema: object) => ({
    "200": { description: prose, content: { "application/json": { schema, example: { note: prose.repeat(20) } } } },
    "404": { description: prose, content: { "application/json": { schema: { type: "object" } } } },
  });
  const list = { type: "object", properties: { data: { type: "array", items: record }, next: { type: "string" } } };
  const body = { content: { "application/json": { schema: record } } };
  const parameters = ["cursor", "limit", "updated_since"].map((each) => ({
    name: each,
    in: "query",
    description: prose,
    schema: { type: each === "limit" ? "integer" : "string" },
  }));
  const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
  return [
    [
      `/${name}`,
      {
        get: { summary: prose, parameters, responses: answer(list) },
        post: { summary: prose, requestBody: body, responses: answer(record) },
      },
    ],
    [
      `/${name}/{id}`,
      {
        parameters: [id],
        get: { responses: answer(record) },
        patch: { requestBody: body, responses: answer(record) },
        delete: { responses: answer({ type: "object" }) },
      },
    ],
  ];
}

function recordOf(names: readonly string[], index: number): object {
  const plain = Array.from({ length: 30 }, (_, field) => [
    `field_${field}`,
    { type: field % 3 === 0 ? "integer" : "string", description: prose.repeat(2), nullable: field % 5 === 0 },
  ]);
  const inner = { type: "object", properties: Object.fromEntries(plain.slice(0, 8)) };
  return {
    type: "object",
    required: ["id"],
    properties: {
      id: { type: "string" },
      updated_at: { type: "string", format: "date-time" },
      ...Object.fromEntries(plain),
      inner,
      next: { $ref: `#/components/schemas/${names[(index + 1) % names.length]}` },
    },
  };
}
