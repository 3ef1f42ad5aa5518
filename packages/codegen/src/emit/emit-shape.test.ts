import { expect, test } from "vitest";
import { readModel } from "../infer/operation.ts";
import { emitShape } from "./emit-shape.ts";

const ship = { type: "object", required: ["id"], properties: { id: { type: "string" }, name: { type: "string" } } };
const port = { type: "object", properties: { code: { type: ["string", "null"] } } };
const model = readModel({ openapi: "3.1.1", paths: {} });

/** What a module of plain values exports. */
async function shapeOf(text: string): Promise<unknown> {
  const plain = text.replaceAll(/ as const satisfies [^;]*/g, "");
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(plain)}`);
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

test("records that several streams have are written once", async () => {
  const streams = ["ships", "own ships", "ports", "fleet"].map((name) => ({
    name,
    record: name === "ports" ? port : ship,
  }));
  const text = emitShape(model, streams, "// head");
  expect(text.match(/"\/name"/g)).toHaveLength(1);
  const ships = { "/id": "string", "/name": "string?" };
  expect(await shapeOf(text)).toEqual({
    ships,
    "own ships": ships,
    ports: { "/code": "null|string?" },
    fleet: ships,
  });
});
