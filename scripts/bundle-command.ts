// `npm run build`, after the compiler: what users load of @waybill/codegen in a few files. One by one, its two hundred modules take longer to load than many a
// document takes to generate from.
import { join } from "node:path";
import { build } from "vite";
import { root } from "./run.ts";

await build({
  root: join(root, "packages/codegen"),
  configFile: false,
  logLevel: "warn",
  build: {
    ssr: true,
    outDir: "dist/bundle",
    emptyOutDir: true,
    target: "node22",
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: { bin: "src/bin.ts", index: "src/index.ts", vite: "src/vite/index.ts" },
      // Beside the entries: the version of the package is looked up from where the code stands.
      // What the maps name is shipped too, and is not written into them once more.
      output: { chunkFileNames: "[name].js", sourcemapExcludeSources: true },
    },
  },
  // Dependencies stay packages of their own.
  ssr: { external: true },
});
