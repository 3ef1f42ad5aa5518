import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { type ReactVersion, bundleClient, loadRender } from "./bundle.ts";

export interface Site {
  readonly origin: string;
  stop(): void;
}

interface Answer {
  readonly type: string;
  readonly body: string;
}

/** Nothing inline, nothing from elsewhere. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

/** Builds the page for server and browser, and serves it under a strict policy. */
export async function serve(react: ReactVersion): Promise<Site> {
  const script = await bundleClient(react);
  const render = await loadRender(react);
  const stylesheet = readFileSync(new URL(import.meta.resolve("@waybill/react/waybill.css")), "utf8");
  const answer = async (path: string | undefined): Promise<Answer> => {
    if (path === "/client.js") return { type: "text/javascript", body: script };
    if (path === "/waybill.css") return { type: "text/css", body: stylesheet };
    return { type: "text/html; charset=utf-8", body: documentOf(await render()) };
  };
  const server = createServer((request, response) => {
    answer(request.url).then(
      ({ type, body }) =>
        response.writeHead(200, { "content-type": type, "content-security-policy": policy }).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The page has no port to be found at.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function documentOf({ html, state }: { readonly html: string; readonly state: string }): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Integrations</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/waybill.css">
<div id="root">${html}</div>
<script type="application/json" id="state">${state.replaceAll("<", "\\u003c")}</script>
<script type="module" src="/client.js"></script>
</html>`;
}
