// node run-generate.mjs <document> <folder> <streams|whole>: the package as its users have it, in a process of its own.
import { generate } from "@waybill/codegen";

const [source, outDir, types] = process.argv.slice(2);
await generate({ source, outDir, types });
