import { once } from "node:events";
import { createServer } from "node:https";
import type { Server } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemFetch } from "../../src/clock.ts";
import { bearer } from "../../src/credentials/bearer.ts";
import { createTransport } from "../../src/transport.ts";
import { selfSigned } from "./self-signed.ts";

const trusted = getCACertificates();
let server: Server;
let origin: string;
beforeEach(async () => {
  const { key, cert } = selfSigned(new Date());
  setDefaultCACertificates([...trusted, cert]);
  server = createServer({ key, cert });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address of this kind.
  origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  setDefaultCACertificates(trusted);
});

/** A transport, and every address that it asked for. */
function watched() {
  const asked: string[] = [];
  const transport = createTransport({
    credential: bearer("s3cr3t"),
    fetch: (input, init) => {
      asked.push(new Request(input).url);
      return systemFetch(input, init);
    },
  });
  return { asked, transport };
}

test.for([301, 302, 303, 307, 308])(
  "a redirect (%i) from https to http is refused before anything is sent",
  async (status) => {
    server.on("request", (_, response) => response.writeHead(status, { location: "http://vendor.test/things" }).end());
    const { asked, transport } = watched();
    await expect(transport.fetch(`${origin}/things`)).rejects.toMatchObject({
      code: "invalid",
      message:
        "The vendor redirected from https to http://vendor.test, which is not encrypted, so it was not followed. Ask the vendor for an address by https.",
    });
    expect(asked).toEqual([`${origin}/things`]);
  },
);

test("a credential is not sent over http to begin with", async () => {
  const { asked, transport } = watched();
  await expect(transport.fetch("http://vendor.test/things")).rejects.toMatchObject({ code: "invalid" });
  expect(asked).toEqual([]);
});

test("a certificate that nobody vouches for ends the call and nothing is sent", async () => {
  setDefaultCACertificates(trusted);
  let arrived = 0;
  server.on("request", () => (arrived += 1));
  const call = createTransport({ credential: bearer("s3cr3t"), retry: false }).fetch(`${origin}/things`);
  await expect(call).rejects.toMatchObject({ code: "network" });
  expect(arrived).toBe(0);
});
