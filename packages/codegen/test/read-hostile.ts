// node read-hostile.ts <kind>: reads a document of that kind and writes how it ended and what that took, as JSON.
import { closeSync, mkdtempSync, openSync, rmSync, symlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { peakMemoryMb } from "../../../scripts/testing/peak-memory.ts";
import { inferConnector } from "../src/infer/infer-connector.ts";
import { DocumentError } from "../src/load/read/document-error.ts";
import { loadDocument } from "../src/load/load-document.ts";

const head = '{"openapi":"3.1.0","info":{"title":"x","version":"1"},"paths":{},"x-data":';
const list = (record: string): string =>
  `"/things":{"get":{"responses":{"200":{"description":"ok","content":{"application/json":{"schema":{"type":"array","items":${record}}}}}}}}`;
const withSchemas = (schemas: readonly string[], paths: string): string =>
  `{"openapi":"3.1.0","info":{"title":"x","version":"1"},"paths":{${paths}},"components":{"schemas":{${schemas.join(",")}}}}`;
const count = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);
const reference = (index: number): string => `{"$ref":"#/components/schemas/S${index}"}`;

const kinds: Readonly<Record<string, (write: (text: string) => void) => void>> = {
  "json-100mb": (write) => {
    write(`${head}"`);
    for (let chunk = 0; chunk < 100; chunk += 1) write("x".repeat(1 << 20));
    write('"}');
  },
  "yaml-100mb": (write) => {
    write("openapi: 3.1.0\npaths: {}\nx-data:\n");
    for (let chunk = 0; chunk < 100; chunk += 1) write(`  - ${"x".repeat((1 << 20) - 5)}\n`);
  },
  aliases: (write) => {
    write("openapi: 3.1.0\npaths: {}\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (const level of count(12)) write(`a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(10)}]\n`);
  },
  "deep-json": (write) => write(`${head}${"[".repeat(200_000)}${"]".repeat(200_000)}}`),
  "deep-yaml": (write) => write(`openapi: 3.1.0\npaths: {}\nx: ${"[".repeat(200_000)}${"]".repeat(200_000)}\n`),
  "many-values": (write) => write(`${head}[${"0,".repeat(10_000_000)}0]}`),
  "long-reference-chain": (write) =>
    write(
      withSchemas(
        [...count(50_000).map((index) => `"S${index}":${reference(index + 1)}`), '"S50000":{"type":"object"}'],
        list(reference(0)),
      ),
    ),
  "deep-all-of": (write) =>
    write(
      withSchemas(
        [
          ...count(3000).map((index) => `"S${index}":{"allOf":[${reference(index + 1)},${reference(index + 1)}]}`),
          '"S3000":{"type":"object"}',
        ],
        list(reference(0)),
      ),
    ),
  "many-operations": (write) =>
    write(
      withSchemas(
        [],
        count(5000)
          .map((index) =>
            list('{"type":"object","properties":{"id":{"type":"string"}}}').replace("things", `things${index}`),
          )
          .join(","),
      ),
    ),
};

async function outcomeOf(path: string): Promise<string> {
  try {
    inferConnector((await loadDocument(path)).document);
    return "read";
  } catch (error) {
    if (error instanceof DocumentError) return error.code;
    throw error;
  }
}

const kind = process.argv[2] ?? "";
const folder = mkdtempSync(join(tmpdir(), "waybill-hostile-"));
const path = join(folder, "api.json");
if (kind === "endless") symlinkSync("/dev/zero", path);
else {
  const file = openSync(path, "w");
  kinds[kind]?.((text) => writeSync(file, text));
  closeSync(file);
}
const before = process.cpuUsage();
const outcome = await outcomeOf(path);
const { user, system } = process.cpuUsage(before);
rmSync(folder, { recursive: true });
process.stdout.write(JSON.stringify({ outcome, peakMb: peakMemoryMb(), cpuMs: (user + system) / 1000 }));
