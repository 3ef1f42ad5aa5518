import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readingLimits } from "./limits.ts";
import { readUrl, type Lookup } from "./read-url.ts";

const asked: string[] = [];
const answers: Readonly<Record<string, { status?: number; location?: string; body?: string; bytes?: number }>> = {
  "/api.yaml": { body: "openapi: 3.1.0" },
  "/moved": { status: 302, location: "/api.yaml" },
  "/to-metadata": { status: 307, location: "http://169.254.169.254/latest/meta-data" },
  "/to-file": { status: 302, location: "file:///etc/passwd" },
  "/round": { status: 302, location: "/round" },
  "/broken": { status: 500 },
  "/endless": { bytes: readingLimits.bytes + 1 },
};
let server: Server;
let host = "";

beforeAll(async () => {
  server = createServer(({ url = "" }, response) => {
    asked.push(url);
    const { status = 200, location, body = "", bytes = 0 } = answers[url] ?? { status: 404 };
    response.writeHead(status, location === undefined ? {} : { location });
    if (bytes === 0) {
      response.end(body);
      return;
    }
    const chunk = Buffer.alloc(1 << 20);
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on("drain", more);
    more();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const noLookup: Lookup = async (name) => {
  throw new Error(`${name} was looked up`);
};
const read = (path: string, hosts: readonly string[] = [host]) =>
  readUrl(new URL(`http://${host}${path}`), hosts, noLookup);

test("a host that is allowed is read, and where its text was in the end is told", async () => {
  const { text, url } = await read("/moved");
  expect(text).toBe("openapi: 3.1.0");
  expect(url.pathname).toBe("/api.yaml");
});

describe("refused before anything is asked is", () => {
  test.each([
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://169.254.169.254/latest/meta-data",
    "http://user:secret@93.184.216.34/",
    "ftp://93.184.216.34/",
  ])("%s", async (address) => {
    const work = readUrl(new URL(address), [], noLookup);
    await expect(work).rejects.toMatchObject({ code: "REFUSED_ADDRESS" });
    await expect(work).rejects.not.toThrow("secret");
  });

  test("a name that leads to a private address, alone or among public ones", async () => {
    for (const address of ["127.0.0.1", "10.0.0.8", "::ffff:10.0.0.8"]) {
      const find: Lookup = async () => [
        { address: "93.184.216.34", family: 4 },
        { address, family: address.includes(":") ? 6 : 4 },
      ];
      await expect(readUrl(new URL("http://rebind.test/"), [], find)).rejects.toMatchObject({
        code: "REFUSED_ADDRESS",
      });
    }
  });

  test("the same machine at another port than the one allowed", async () => {
    await expect(read("/api.yaml", ["127.0.0.1:1"])).rejects.toMatchObject({ code: "REFUSED_ADDRESS" });
  });
});

test.each(["/to-metadata", "/to-file"])("a redirect is judged as the address itself would be: %s", async (path) => {
  await expect(read(path)).rejects.toMatchObject({ code: "REFUSED_ADDRESS" });
});

test("the connection goes to the address that was judged, whatever the name leads to later", async () => {
  const { port } = new URL(`http://${host}`);
  const seen: string[] = [];
  const find: Lookup = async (name) => {
    seen.push(name);
    return [{ address: "127.0.0.1", family: 4 }];
  };
  const { text } = await readUrl(
    new URL(`http://schemas.intranet.test:${port}/api.yaml`),
    [`schemas.intranet.test:${port}`],
    find,
  );
  expect(text).toBe("openapi: 3.1.0");
  expect(seen).toEqual(["schemas.intranet.test"]);
});

test.each([
  ["/broken", "status 500"],
  ["/missing", "status 404"],
  ["/round", "more than 5 times"],
])("%s is an error that says why: %s", async (path, why) => {
  await expect(read(path)).rejects.toThrow(why);
});

test("an answer without an end is given up at the limit", async () => {
  await expect(read("/endless")).rejects.toMatchObject({ code: "TOO_MANY_BYTES" });
});
