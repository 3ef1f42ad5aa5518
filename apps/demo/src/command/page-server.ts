import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build, type InlineConfig, type Plugin, preview } from "vite";
import type { Setup } from "../setup.ts";

interface PageOptions {
  readonly vendors: readonly {
    /** Holds the generated `connector.ts` and `shape.ts`. */
    readonly folder: string;
    readonly setup: Setup;
  }[];
  readonly port: number;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const host = "127.0.0.1";

/** Builds the product for its vendors and serves it; a busy port gives way to the next. */
export async function servePage(options: PageOptions): Promise<{ readonly url: string; close(): Promise<void> }> {
  // A folder of its own: several may be served at once, each built for other vendors' addresses.
  const outDir = await mkdtemp(join(tmpdir(), "waybill-demo-"));
  // However the process ends: Vite ends it by itself on SIGTERM.
  process.once("exit", () => {
    rmSync(outDir, { recursive: true, force: true });
  });
  const config = pageConfig(options, outDir);
  await build(config);
  const server = await preview(config);
  const [url] = server.resolvedUrls?.local ?? [];
  if (url === undefined) throw new Error("The page server listens nowhere: vite named no address.");
  return { url, close: () => server.close() };
}

function pageConfig({ vendors, port }: PageOptions, outDir: string): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [react(), vendorsModule(vendors)],
    resolve: { conditions: ["@waybill/source", "module", "browser", "production"] },
    build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 2000 },
    preview: { host, port, strictPort: false },
  };
}

/** The module through which the page learns which vendors it talks to: what was generated, and where each is. */
function vendorsModule(vendors: PageOptions["vendors"]): Plugin {
  const name = "virtual:vendors";
  const resolved = `\0${name}`;
  const imports = vendors.flatMap(({ folder }, nth) =>
    ["connector", "shape"].map(
      (part) => `import { ${part} as ${part}${nth} } from ${JSON.stringify(join(folder, `${part}.ts`))};`,
    ),
  );
  const members = vendors.map(
    ({ setup }, nth) => `{ connector: connector${nth}, shape: shape${nth}, setup: ${JSON.stringify(setup)} }`,
  );
  return {
    name: "waybill-demo-vendors",
    resolveId: (id) => (id === name ? resolved : undefined),
    load: (id) =>
      id === resolved ? `${imports.join("\n")}\nexport const vendors = [${members.join(", ")}];` : undefined,
  };
}
