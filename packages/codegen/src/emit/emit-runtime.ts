import { memberName, stringLiteral } from "./text.ts";

/** What `connector.ts` imports for one stream: run-time code that stands in modules of the product. */
export interface RuntimeImports {
  readonly stream: string;
  readonly map?: ImportedName | undefined;
  readonly schema?: ImportedName | undefined;
}

export interface ImportedName {
  /** Module specifier as it stands in the generated file. */
  readonly from: string;
  /** Name of the export; an identifier, or `default`. */
  readonly name: string;
}

export interface RuntimeTexts {
  /** Import statements. */
  readonly imports: string;
  /** The export that holds the code by stream. */
  readonly declaration: string;
}

/** Names that `connector.ts` uses itself. */
const TAKEN = ["connector", "runtime", "paths", "defineConnector", "ConnectorRuntime"];

/** The code that streams need at run time; empty where none is named. The connector itself stays data. */
export function emitRuntime(streams: readonly RuntimeImports[]): RuntimeTexts {
  if (streams.length === 0) return { imports: "", declaration: "" };
  const locals = localNames(streams);
  const local = (imported: ImportedName): string => locals.get(keyOf(imported))?.local ?? imported.name;
  const imports = [...locals.values()].map(({ imported, local: name }) => {
    const what = imported.name === name ? name : `${imported.name} as ${name}`;
    return `import { ${what} } from ${stringLiteral(imported.from)};\n`;
  });
  const members = streams.map(({ stream, map, schema }) => {
    const given = [
      ...(map === undefined ? [] : [`map: ${local(map)}`]),
      ...(schema === undefined ? [] : [`schema: ${local(schema)}`]),
    ];
    return `  ${memberName(stream)}: { ${given.join(", ")} },\n`;
  });
  return {
    imports: `import type { ConnectorRuntime } from "@waybill/sync/connector";\n${imports.join("")}`,
    declaration: `\n/** Run-time code of the streams, as waybill.config.ts names it. */\nexport const runtime = {\n${members.join("")}} satisfies ConnectorRuntime;\n`,
  };
}

interface LocalName {
  readonly imported: ImportedName;
  readonly local: string;
}

/** Each export once, under its own name where that is free. */
function localNames(streams: readonly RuntimeImports[]): ReadonlyMap<string, LocalName> {
  const taken = new Set(TAKEN);
  const locals = new Map<string, LocalName>();
  for (const { map, schema } of streams) {
    for (const imported of [map, schema]) {
      if (imported === undefined || locals.has(keyOf(imported))) continue;
      const local = freeName(imported.name === "default" ? "imported" : imported.name, taken);
      taken.add(local);
      locals.set(keyOf(imported), { imported, local });
    }
  }
  return locals;
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) if (!taken.has(`${wanted}${number}`)) return `${wanted}${number}`;
}

function keyOf({ from, name }: ImportedName): string {
  return `${name} ${from}`;
}
