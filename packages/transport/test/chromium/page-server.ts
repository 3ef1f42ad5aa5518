import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** A product's own page on loopback. */
export interface PageServer {
  readonly origin: string;
  stop(): void;
}

/** Serves one page, at every path, that runs this module with all that it imports. */
export async function servePage(module: URL): Promise<PageServer> {
  const script = await bundle(module);
  const server = createServer((request, response) => {
    if (request.url === "/script.js") response.writeHead(200, { "content-type": "text/javascript" }).end(script);
    else response.writeHead(200, { "content-type": "text/html" }).end(page);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    // A server that listens on a port has an address of this kind.
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const page =
  '<!doctype html><title>A product</title><link rel="icon" href="data:," /><script type="module" src="/script.js"></script>';

async function bundle(module: URL): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    resolve: { conditions: ["@waybill/source", "module", "browser"] },
    build: { write: false, minify: false, target: "esnext", rolldownOptions: { input: fileURLToPath(module) } },
  });
  const [chunk] = Array.isArray(built) ? (built[0]?.output ?? []) : "output" in built ? built.output : [];
  if (chunk?.type !== "chunk") throw new Error(`There is nothing to run in ${module.href}.`);
  return chunk.code;
}
