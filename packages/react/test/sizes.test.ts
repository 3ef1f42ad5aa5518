import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, test } from "vitest";

/** Bytes of an entry in a product's own build: minified, gzipped, without the peers. */
async function sizeOf(entry: string): Promise<number> {
  return gzipSync(await buildOf(entry, "esnext"), { level: 9 }).length;
}

async function buildOf(entry: string, target?: string): Promise<string | Uint8Array> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["@waybill/source", "module", "browser"] },
    build: {
      write: false,
      ...(target === undefined ? {} : { target }),
      rolldownOptions: {
        input: fileURLToPath(new URL(`../src/${entry}`, import.meta.url)),
        external: /^(?:react|react-dom|@tanstack\/react-query)(?:\/|$)/,
        preserveEntrySignatures: "strict",
      },
    },
  });
  const outputs = [built].flat().flatMap((one) => ("output" in one ? one.output : []));
  const [file] = outputs;
  if (file === undefined || outputs.length > 1) throw new Error(`Of ${entry} more than one file was built, or none.`);
  return file.type === "chunk" ? file.code : file.source;
}

test("the stylesheet is at most 4 kB", async () => {
  expect(await sizeOf("waybill.css")).toBeLessThanOrEqual(4_000);
});

test("requirement 73: a product's build leaves it to the page which of two colours is shown", async () => {
  const css = String(await buildOf("waybill.css"));
  expect(css).toContain("light-dark(");
  expect(css).not.toContain("var(--lightningcss");
});
