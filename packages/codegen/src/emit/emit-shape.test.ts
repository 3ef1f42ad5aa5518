import { stripTypeScriptTypes } from "node:module";
import { expect, test } from "vitest";
import { compilers, compileWith } from "../../test/compilers.ts";
import { readModel } from "../infer/document/operation.ts";
import { emitShape } from "./emit-shape.ts";

const ship = { type: "object", required: ["id"], properties: { id: { type: "string" }, name: { type: "string" } } };
const port = { type: "object", properties: { code: { type: ["string", "null"] } } };
const model = readModel({ openapi: "3.1.1", paths: {} });

/** What a module of plain values exports. */
async function shapeOf(text: string): Promise<unknown> {
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(stripTypeScriptTypes(text))}`);
  return Reflect.get(Object(module), "shape");
}

test("each stream has the fields of its records, with their types", async () => {
  const text = emitShape(
    model,
    [
      { name: "ships", record: ship },
      { name: "ports", record: port },
    ],
    "// head",
  );
  expect(text).not.toContain("const records");
  expect(await shapeOf(text)).toEqual({
    ships: { "/id": "string", "/name": "string?" },
    ports: { "/code": "null|string?" },
  });
});

test("a field of one alternative may be missing", async () => {
  const bank = { type: "object", required: ["id", "account"], properties: { id: {}, account: { type: "string" } } };
  const charge = { type: "object", properties: { source: { oneOf: [ship, bank] } } };
  expect(await shapeOf(emitShape(model, [{ name: "charges", record: charge }], "// head"))).toEqual({
    charges: { "/source": "object?", "/source/id": "string", "/source/name": "string?", "/source/account": "string?" },
  });
});

test("records that several streams have are written once", async () => {
  const streams = ["ships", "own ships", "ports", "__proto__", "fleet"].map((name) => ({
    name,
    record: name === "ports" ? port : ship,
  }));
  const text = emitShape(model, streams, "// head");
  expect(text.match(/"\/name"/g)).toHaveLength(1);
  const ships = { "/id": "string", "/name": "string?" };
  expect(Object.entries(Object(await shapeOf(text)))).toEqual([
    ["ships", ships],
    ["ports", { "/code": "null|string?" }],
    ["own ships", ships],
    ["__proto__", ships],
    ["fleet", ships],
  ]);
});

test.each(Object.keys(compilers))("%s compiles it by itself, with isolated declarations", (compiler) => {
  const streams = ["ships", "own ships", "__proto__", 'a "name"*/\u2028', "ports", "2nd"].map((name) => ({
    name,
    record: name === "ports" ? port : ship,
  }));
  const use = 'import { shape } from "./shape.ts";\nexport const told: "string?" = shape["own ships"]["/name"];\n';
  const sets = {
    alone: [{ path: "shape.ts", text: emitShape(model, streams.slice(-2), "// head") }],
    shared: [
      { path: "shape.ts", text: emitShape(model, streams, "// head") },
      { path: "use.ts", text: use },
    ],
  };
  expect(compileWith(compiler, sets, { declaration: true, isolatedDeclarations: true })).toEqual([]);
});
