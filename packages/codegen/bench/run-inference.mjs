// node run-inference.mjs <document>: processor time of reading a document and of inferring from it, as JSON.
import { readFileSync } from "node:fs";
import { inferConnector, loadDocument } from "@waybill/codegen";
import { parseText } from "../dist/load/parse-text.js";

const [source] = process.argv.slice(2);
const cpuMs = async (work) => {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: (user + system) / 1000 };
};
const text = readFileSync(source, "utf8");
const parse = await cpuMs(() => parseText(text, source));
const load = await cpuMs(() => loadDocument(source));
const infer = await cpuMs(() => inferConnector(load.result.document));
process.stdout.write(JSON.stringify({ parseMs: parse.ms, loadMs: load.ms, inferMs: infer.ms }));
