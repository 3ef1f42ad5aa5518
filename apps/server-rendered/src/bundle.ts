import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";
import type { render } from "./render.tsx";

/** Which React the page runs on: `18.3` is this app's own, `19` the one of the repository. */
export type ReactVersion = "18.3" | "19";

const here = fileURLToPath(new URL("../", import.meta.url));

/** The browser's half, as one script. */
export function bundleClient(react: ReactVersion): Promise<string> {
  return bundle("client.tsx", react, false);
}

/** The server's half. It has its React inside, so that one process can run both versions. */
export async function loadRender(react: ReactVersion): Promise<typeof render> {
  const folder = mkdtempSync(join(here, ".built-"));
  try {
    const file = join(folder, "render.mjs");
    writeFileSync(file, await bundle("render.tsx", react, true));
    const module: { readonly render: typeof render } = await import(pathToFileURL(file).href);
    return module.render;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bundle(entry: string, react: ReactVersion, ssr: boolean): Promise<string> {
  const modules = join(here, react === "19" ? "../../node_modules" : "node_modules");
  const conditions = ["@waybill/source", "module", ssr ? "node" : "browser", "development|production"];
  const built = await build({
    configFile: false,
    logLevel: "error",
    root: here,
    // React says what is wrong with a page only while it is developed.
    mode: "development",
    define: { "process.env.NODE_ENV": '"development"' },
    resolve: {
      conditions,
      alias: [{ find: /^(react|react-dom)(\/.*)?$/, replacement: `${modules}/$1$2` }],
    },
    ssr: { noExternal: true, resolve: { conditions } },
    build: {
      write: false,
      minify: false,
      target: "esnext",
      ssr,
      rolldownOptions: { input: join(here, "src", entry), output: { codeSplitting: false } },
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !("output" in output)) throw new Error(`Nothing was built of ${entry}.`);
  return output.output[0].code;
}
