import { resolve } from "node:path";
import type { Plugin, ViteDevServer } from "vite";
import { USUAL_CONFIG } from "../config/load-config.ts";
import { devProject } from "./dev-project.ts";
import { generateAll } from "./generate-all.ts";

/** Which config the plugin follows. */
export interface WaybillPluginOptions {
  /** Path of the config, relative to Vite's root. Default `waybill.config.ts`. */
  readonly config?: string | undefined;
}

/**
 * Keeps the connectors of `waybill.config.ts` as their documents are. A build generates them once, at its start, and fails where one cannot be made. A dev
 * server goes on: a change of the config, of a document, of an overlay, or of a file that a document refers to generates anew what it touches, and what
 * cannot be made stands in Vite's overlay until it is mended.
 */
export function waybill(options: WaybillPluginOptions = {}): Plugin {
  let configPath = "";
  let building: Promise<ReadonlySet<string>> | undefined;
  let isBuild = false;
  const ending = new AbortController();
  return {
    name: "waybill",
    configResolved(config) {
      configPath = resolve(config.root, options.config ?? USUAL_CONFIG);
      isBuild = config.command === "build";
    },
    async configureServer(server: ViteDevServer) {
      await devProject(server, configPath, ending.signal);
    },
    async buildStart() {
      if (!isBuild) return;
      // A build of several environments starts once for each.
      building ??= generateAll(configPath, (message) => this.error({ message, id: configPath }));
      for (const input of await building) this.addWatchFile(input);
    },
    watchChange() {
      building = undefined;
    },
    buildEnd() {
      if (!isBuild) ending.abort();
    },
  };
}
