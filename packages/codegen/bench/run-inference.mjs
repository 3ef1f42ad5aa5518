// node run-inference.mjs <document>: time on any processor and on the clock of reading a document and of inferring from it, as JSON.
import { readFileSync } from "node:fs";
import { inferConnector, loadDocument } from "@waybill/codegen";
import { parseText } from "../dist/load/read/parse-text.js";

const [source] = process.argv.slice(2);
const timed = async (work) => {
  const [before, start] = [process.cpuUsage(), performance.now()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, usage: { cpuMs: (user + system) / 1000, wallMs: performance.now() - start } };
};
const text = readFileSync(source, "utf8");
const parse = await timed(() => parseText(text, source));
const load = await timed(() => loadDocument(source));
const infer = await timed(() => inferConnector(load.result.document));
process.stdout.write(JSON.stringify({ parse: parse.usage, load: load.usage, infer: infer.usage }));
