// node run-loader.mjs <loader> <document> <folder of the other generators>: reads a document whole; exits with 1 where the loader refuses it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [loader, source, peers] = process.argv.slice(2);
const require = createRequire(join(peers, "package.json"));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);

const loaders = {
  waybill: async () => {
    const { loadDocument } = await import("@waybill/codegen");
    return (await loadDocument(source)).document;
  },
  "@redocly/openapi-core": async () => {
    const { bundle, createConfig } = await load("@redocly/openapi-core");
    const { bundle: bundled, problems } = await bundle({ ref: source, config: await createConfig({}) });
    if (problems.some(({ severity }) => severity === "error")) throw new Error(problems[0].message);
    return bundled.parsed;
  },
  "@scalar/openapi-parser": async () => {
    const { dereference, upgrade, validate } = await load("@scalar/openapi-parser");
    const { specification } = upgrade(readFileSync(source, "utf8"));
    const { valid } = await validate(specification);
    if (!valid) throw new Error("not valid");
    return (await dereference(specification)).schema;
  },
  "@apidevtools/swagger-parser": async () => {
    const { default: SwaggerParser } = await load("@apidevtools/swagger-parser");
    return SwaggerParser.validate(source);
  },
};

const document = await loaders[loader]();
if (document?.paths === undefined) process.exitCode = 1;
