import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { array, documentOf, get, object, query, text } from "../test/list-document.ts";
import { memoryIo } from "../test/memory-io.ts";
import { compileStrictly } from "../test/compile-strictly.ts";
import { generate } from "./generate.ts";

const openapi = fileURLToPath(new URL("../../../openapi", import.meta.url));
const documents = (await readdir(openapi)).filter((name) => name.endsWith(".yaml") && !name.startsWith("waybill-"));
const nasty = '*/ } `${process.exit(1)}` \n // "quoted" \\ \u2028 </script>';

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-generate-"));
});
afterEach(() => rm(folder, { recursive: true }));

test.each(documents)("what is committed for %s is what its document gives, to the byte", async (name) => {
  const outDir = join(openapi, basename(name, ".yaml"));
  const { files } = await generate({ source: join(openapi, name), outDir, write: false });
  expect(files.filter((file) => file.changed).map((file) => basename(file.path))).toEqual([]);
});

test("our own documents give files that compile under strict", () => {
  const files = documents.flatMap((name) =>
    ["connector.ts", "client.ts", "shape.ts"].map((file) => join(openapi, basename(name, ".yaml"), file)),
  );
  expect(files.length).toBeGreaterThanOrEqual(9);
  expect(compileStrictly(files)).toEqual([]);
});

test("text from a document cannot break out of what is generated", async () => {
  const record = {
    ...object({ id: { ...text, description: nasty }, [nasty]: text }),
    description: nasty,
    title: nasty,
  };
  const parameters = [query("cursor", text, nasty), query(nasty, { ...text, enum: [nasty] })];
  const document = documentOf(
    {
      [`/contacts/${nasty.replaceAll(/[{}]/g, "")}`]: {
        get: get(object({ data: array(record), next_cursor: text }), {
          parameters,
          summary: nasty,
          operationId: nasty,
          tags: [nasty],
        }),
      },
    },
    {
      info: { title: nasty, version: nasty },
      components: { securitySchemes: { [nasty]: { type: "apiKey", in: "header", name: nasty } } },
    },
  );
  const { files } = await generate({
    source: "-",
    outDir: join(openapi, ".hostile"),
    write: false,
    io: memoryIo({ "-": JSON.stringify(document) }),
  });
  expect(files).toHaveLength(4);
  expect(
    compileStrictly(
      files.map((file) => file.path),
      new Map(files.map((file) => [file.path, file.text])),
    ),
  ).toEqual([]);
});

test("the same document gives the same bytes, and a second run writes nothing", async () => {
  const source = join(openapi, documents[0] ?? "");
  const first = await generate({ source, outDir: folder });
  const second = await generate({ source, outDir: folder });
  expect(second.files.map(({ text: content }) => content)).toEqual(first.files.map(({ text: content }) => content));
  expect(second.files.every((file) => !file.changed)).toBe(true);
});

test("without write nothing is written, and a difference is told", async () => {
  const source = join(openapi, documents[0] ?? "");
  await generate({ source, outDir: folder });
  await writeFile(join(folder, "shape.ts"), "// edited\n");
  const { files } = await generate({ source, outDir: folder, write: false });
  expect(files.filter((file) => file.changed).map((file) => basename(file.path))).toEqual(["shape.ts"]);
  expect(await readFile(join(folder, "shape.ts"), "utf8")).toBe("// edited\n");
});

test("a document without a list is refused", async () => {
  const document = documentOf({ "/contacts/{id}": { get: get(object({ id: text })) } });
  const work = generate({ source: "-", outDir: folder, io: memoryIo({ "-": JSON.stringify(document) }) });
  await expect(work).rejects.toMatchObject({ code: "no-lists", pointer: "/paths" });
  expect(await readdir(folder)).toEqual([]);
});
