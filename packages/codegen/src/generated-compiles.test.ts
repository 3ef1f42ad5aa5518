import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compilers, compileWith } from "../test/compilers.ts";
import { array, documentOf, get, object, query, text } from "../test/list-document.ts";
import { memoryIo } from "../test/memory-io.ts";
import { billing, work } from "../test/parent-documents.ts";
import { generate, type GeneratedFile } from "./generate.ts";

const openapi = fileURLToPath(new URL("../../../openapi", import.meta.url));
const corpus = fileURLToPath(new URL("../../../../shared/corpus/specs", import.meta.url));
const isLong = process.env["WAYBILL_LONG"] !== undefined;
const nasty = '*/ } `${process.exit(1)}` \n // "quoted" \\ \u2028 </script> 100% #/x';

const filesOf = async (source: string, types: "streams" | "whole" = "streams"): Promise<readonly GeneratedFile[]> =>
  (await generate({ source, outDir: "/nowhere", write: false, types })).files;

/** Names, texts and places that a document can choose, each of them hostile. */
async function hostileFiles(): Promise<readonly GeneratedFile[]> {
  const record = {
    ...object({ id: { ...text, description: nasty }, [nasty]: text, constructor: text }),
    description: nasty,
    title: nasty,
  };
  const hidden = JSON.parse('{"__proto__": {"type": "string"}, "id": {"type": "string"}}');
  const parameters = [query("cursor", text, nasty), query(nasty, { ...text, enum: [nasty], default: nasty })];
  const operation = { parameters, summary: nasty, operationId: nasty, tags: [nasty] };
  const document = documentOf(
    {
      [`/contacts/${nasty.replaceAll(/[{}]/g, "")}`]: {
        get: get(object({ data: array(record), next_cursor: text }), operation),
      },
      "/constructor": { get: get(array({ $ref: `#/components/schemas/__proto__` })) },
      "/__proto__": { get: get(array(object(hidden)), { operationId: "__proto__" }) },
    },
    {
      info: { title: nasty, version: nasty },
      components: JSON.parse(
        JSON.stringify({
          schemas: { PROTO: object(hidden) },
          securitySchemes: { [nasty]: { type: "apiKey", in: "header", name: nasty } },
        }).replace("PROTO", "__proto__"),
      ),
    },
  );
  return filesOfText(JSON.stringify(document));
}

async function filesOfText(written: string): Promise<readonly GeneratedFile[]> {
  return (await generate({ source: "-", outDir: "/nowhere", write: false, io: memoryIo({ "-": written }) })).files;
}

const own = readdirSync(openapi).filter((name) => name.endsWith(".yaml") && !name.startsWith("waybill-"));

test.each(Object.keys(compilers))(
  "%s compiles our own documents, a whole one, those of parents, and one of hostile names and texts",
  async (compiler) => {
    const sets = await Promise.all(own.map(async (name) => [name, await filesOf(join(openapi, name))] as const));
    const whole = await filesOf(join(openapi, "harbor-crm.yaml"), "whole");
    const parents = {
      billing: await filesOfText(JSON.stringify(billing)),
      work: await filesOfText(JSON.stringify(work)),
    };
    const all = { ...Object.fromEntries(sets), whole, hostile: await hostileFiles(), ...parents };
    expect(compileWith(compiler, all)).toEqual([]);
  },
);

test("a compiler that finds a fault is heard", async () => {
  const [first, ...rest] = await filesOf(join(openapi, "harbor-crm.yaml"));
  const broken = [
    { ...first, path: "schema.d.ts", text: `${first?.text ?? ""}\nexport type Wrong = Missing;` },
    ...rest,
  ];
  expect(compileWith("TypeScript 7", { broken }).join()).toContain("Missing");
});

const all = existsSync(corpus) ? readdirSync(corpus) : [];
const few = ["github.json", "stripe.yaml"];

describe.skipIf(all.length === 0)("real documents (need ../shared/corpus beside the repository)", () => {
  test.each(isLong ? all : few)(
    "what is generated from %s is the same each time, and compiles",
    { timeout: 600_000 },
    async (name) => {
      const first = await filesOf(join(corpus, name));
      const again = await filesOf(join(corpus, name));
      expect(again.map((file) => file.text)).toEqual(first.map((file) => file.text));
      // The newest compiler takes a tenth of the time and says the same; the long run asks the others too.
      for (const compiler of isLong ? Object.keys(compilers) : ["TypeScript 7"])
        expect(compileWith(compiler, { [name]: first })).toEqual([]);
    },
  );
});
