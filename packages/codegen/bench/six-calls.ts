import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runnable, type Connector, type ListOperation } from "@waybill/sync/connector";
import { generate } from "@waybill/codegen";

const options = {
  noEmit: true,
  strict: true,
  skipLibCheck: true,
  target: "ES2022",
  lib: ["ES2023", "DOM"],
  module: "NodeNext",
  moduleResolution: "NodeNext",
  allowImportingTsExtensions: true,
  types: [],
};

/** Two projects in a folder inside the repository, each a program of the same six calls: over what we generate, and over the types of the whole document. */
export async function sixCallProjects(document: string, folder: string): Promise<{ ours: string; plain: string }> {
  const { inference } = await generate({ source: document, outDir: join(folder, "ours") });
  const calls = callsOf(inference.connector);
  const whole = readFileSync(join(folder, "openapi-typescript.d.ts"), "utf8");
  return {
    ours: project(
      join(folder, "ours"),
      `import { createClient } from "./client.ts";\nconst client = createClient({ fetch });\n${calls}`,
      {},
    ),
    plain: project(
      join(folder, "plain"),
      `import createClient from "openapi-fetch";\nimport type { paths } from "./schema.d.ts";\nconst client = createClient<paths>({ baseUrl: "", fetch });\n${calls}`,
      { "schema.d.ts": whole },
    ),
  };
}

function callsOf(connector: Connector): string {
  const paths = runnable(connector)
    .run.map((name) => connector.streams[name]?.list)
    .filter((list) => list !== undefined)
    .filter(({ method }) => method === "GET");
  const calls = paths
    .slice(0, 6)
    .map(
      (list, index) =>
        `const { data: data${index}, error: error${index} } = await client.GET(${JSON.stringify(list.path)}, ${paramsOf(list)});\nconsole.log(data${index}, error${index});`,
    );
  return `${calls.join("\n")}\nexport {};\n`;
}

/** What a list cannot be called without: the constants that its contract sends, and any value at all in the rest of its path. */
function paramsOf({ path, parameters = {} }: ListOperation): string {
  const inPath = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]): [string, string] => [`path:${name}`, "0 as never"]);
  const constants = Object.entries(parameters).map(([ref, value]): [string, string] => [ref, JSON.stringify(value)]);
  const given = [...new Map([...inPath, ...constants])];
  const members = ["path", "query", "header"].flatMap((section) => {
    const values = given
      .filter(([ref]) => ref.startsWith(`${section}:`))
      .map(([ref, value]) => `${JSON.stringify(ref.slice(section.length + 1))}: ${value}`);
    return values.length === 0 ? [] : [`${section}: { ${values.join(", ")} }`];
  });
  return members.length === 0 ? "{}" : `{ params: { ${members.join(", ")} } }`;
}

function project(folder: string, program: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries({ ...files, "program.ts": program }))
    writeFileSync(join(folder, name), text);
  const path = join(folder, "tsconfig.json");
  writeFileSync(path, JSON.stringify({ compilerOptions: options, files: ["program.ts"] }));
  return path;
}
