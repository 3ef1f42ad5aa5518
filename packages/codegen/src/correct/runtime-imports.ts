import { relative, resolve, sep } from "node:path";
import type { Connector } from "@waybill/sync/connector";
import type { ImportedName, RuntimeImports } from "../emit/emit-runtime.ts";
import type { Corrections } from "../config/config.ts";
import type { ModuleExport, RuntimeModules } from "../config/correction.ts";
import { findStream } from "./find-stream.ts";

export interface ModulePlaces {
  /** Folder that the config's module paths are relative to. */
  readonly modulesFrom: string;
  /** Folder of the file that imports them. */
  readonly outDir: string;
}

/** What `connector.ts` imports for the streams that are kept, in their order. */
export function runtimeImports(
  connector: Connector,
  { streams = {}, graphql = {} }: Corrections,
  places: ModulePlaces,
): readonly RuntimeImports[] {
  const named = new Map<string, RuntimeModules | undefined>();
  for (const [key, { name, runtime }] of Object.entries(streams))
    named.set(findStream(name ?? key, connector)?.name ?? "", runtime);
  for (const [name, { runtime }] of Object.entries(graphql)) named.set(name, runtime);
  return Object.keys(connector.streams).flatMap((stream) => {
    const { map, schema } = named.get(stream) ?? {};
    if (map === undefined && schema === undefined) return [];
    return [{ stream, map: importedName(map, places), schema: importedName(schema, places) }];
  });
}

function importedName(
  named: ModuleExport | undefined,
  { modulesFrom, outDir }: ModulePlaces,
): ImportedName | undefined {
  if (named === undefined) return undefined;
  if (!named.module.startsWith(".")) return { from: named.module, name: named.export };
  const path = relative(resolve(outDir), resolve(modulesFrom, named.module)).split(sep).join("/");
  return { from: path.startsWith(".") ? path : `./${path}`, name: named.export };
}
