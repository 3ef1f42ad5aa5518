import { resolve } from "node:path";
import type { ErrorPayload, ViteDevServer } from "vite";
import { isExplained } from "../project/explained.ts";
import { changeLine, summaryOf } from "../project/summary.ts";
import { systemClock } from "../project/watch-clock.ts";
import type { WatchFiles } from "../project/watch-files.ts";
import { watchProject, type WatchedProject, type WatchEvent } from "../project/watch-project.ts";
import { readProject } from "./generate-all.ts";

/** Generates before the server answers, and goes on until the signal aborts. Resolves once everything was generated. */
export async function devProject(server: ViteDevServer, configPath: string, signal: AbortSignal): Promise<void> {
  const overlay = errorOverlay(server);
  await new Promise<void>((ready, failed) => {
    let isReady = false;
    const report = (event: WatchEvent): void => {
      if (event.kind === "waiting") {
        isReady = true;
        ready();
      } else tell(event, server, overlay);
    };
    const choose = firstForgiven(configPath, (error) => report({ kind: "config-refused", error }));
    watchProject({ choose, watch: viteWatch(server), clock: systemClock, signal, report }).then(
      ready,
      (error: unknown) => {
        if (!isReady) return failed(error);
        // Once the server answers, nobody waits for this promise.
        server.config.logger.error(
          `waybill: The watch has ended, and nothing is generated until the server starts anew. ${String(error)}`,
        );
      },
    );
  });
}

/** What a fault of the config itself is kept under; no connector is called so. */
const CONFIG = "";

/** The watcher that the server has, told of files outside its root too. */
function viteWatch({ watcher }: ViteDevServer): WatchFiles {
  return (paths, changed) => {
    const listener = (_: string, path: string): void => {
      const absolute = resolve(path);
      if (paths.has(absolute)) changed(absolute);
    };
    watcher.add([...paths]);
    watcher.on("all", listener);
    return { close: () => void watcher.off("all", listener) };
  };
}

/** A server starts with a config that cannot be used, and waits for its mending. */
function firstForgiven(configPath: string, refused: (error: Error) => void): () => Promise<WatchedProject> {
  let first = true;
  return async () => {
    const forgiving = first;
    first = false;
    try {
      return await readProject(configPath);
    } catch (error) {
      if (!forgiving || !isExplained(error)) throw error;
      refused(error);
      return { connectors: [], configPath };
    }
  };
}

function tell(event: Exclude<WatchEvent, { kind: "waiting" }>, { config }: ViteDevServer, overlay: ErrorOverlay): void {
  if (event.kind === "chosen") {
    overlay.keep(event.names);
    return;
  }
  if (event.kind === "config-refused") {
    config.logger.error(`waybill: ${event.error.message}`);
    overlay.set(CONFIG, event.error.message);
    return;
  }
  const { outcome } = event;
  overlay.set(outcome.name, outcome.kind === "refused" ? outcome.error.message : undefined);
  const line = event.kind === "again" ? changeLine(event.changed, outcome) : `${outcome.name}: ${firstLine(outcome)}`;
  if (outcome.kind === "refused") config.logger.error(`waybill: ${line}`);
  else config.logger.info(`waybill: ${line}`);
}

function firstLine(outcome: Extract<WatchEvent, { kind: "first" }>["outcome"]): string {
  return outcome.kind === "refused" ? outcome.error.message : summaryOf(outcome.result);
}

interface ErrorOverlay {
  /** What is wrong with a connector; `undefined` once nothing is. */
  set(about: string, message: string | undefined): void;
  /** Forgets what was wrong with everything else than these connectors. */
  keep(names: readonly string[]): void;
}

/** Shows what is wrong in every page, those that are opened later too, and takes it away when all is mended. */
function errorOverlay({ ws }: ViteDevServer): ErrorOverlay {
  const faults = new Map<string, string>();
  const show = (): void => {
    if (faults.size > 0) ws.send(payloadOf([...faults.values()].join("\n")));
  };
  const forget = (about: string): void => {
    if (!faults.delete(about)) return;
    if (faults.size === 0) ws.send({ type: "full-reload" });
    else show();
  };
  ws.on("connection", show);
  return {
    set: (about, message) => {
      if (message === undefined) return forget(about);
      faults.set(about, message);
      show();
    },
    keep: (names) => {
      for (const about of faults.keys()) if (!names.includes(about)) forget(about);
    },
  };
}

function payloadOf(message: string): ErrorPayload {
  return { type: "error", err: { message, stack: "", plugin: "waybill" } };
}
