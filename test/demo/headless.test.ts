import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunReceipt } from "@waybill/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runToEnd } from "./start-demo.ts";

const documents = ["openapi/harbor-crm.yaml", "openapi/tally-billing.yaml", "openapi/fieldnote-tickets.yaml"];

describe.each(documents)("%s", (document) => {
  test("every receipt adds up, and random faults change nothing in what arrives", async () => {
    const run = (...more: readonly string[]) => runToEnd(document, "--headless", "--records", "1200", ...more);
    const [calm, stormy] = await Promise.all([run(), run("--faults")]);
    expect(calm.code, calm.err).toBe(0);
    const receipts = receiptsOf(calm.out);
    expect(receipts).not.toHaveLength(0);
    for (const { counts, outcome, stream } of receipts) {
      const { received, swept: _, ...parts } = counts;
      expect(outcome, stream).toBe("complete");
      expect(received, stream).toBe(Object.values(parts).reduce((sum, part) => sum + part, 0));
    }

    expect(stormy.code, stormy.err).toBe(0);
    expect(receiptsOf(stormy.out).map(arrived)).toEqual(receipts.map(arrived));
    expect(
      receiptsOf(stormy.out).some(({ retries, attempts }) => retries > 0 || attempts > 1),
      "faults met",
    ).toBe(true);
  });
});

/** What came, whatever it took: the digest is over every accepted key and hash. */
function arrived({ stream, digest, counts }: RunReceipt) {
  return { stream, digest, created: counts.created };
}

function receiptsOf(out: string): readonly RunReceipt[] {
  // Written by the process under test, one receipt a line.
  return out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as RunReceipt);
}

describe("a document that cannot be used", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "waybill-documents-"));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  const head = `openapi: 3.1.0\ninfo: { title: Broken, version: "1" }\n`;
  const table: readonly { readonly given: string; readonly text: string | undefined; readonly want: RegExp }[] = [
    { given: "missing.yaml", text: undefined, want: /missing\.yaml/ },
    { given: "torn.yaml", text: "openapi: [3.1.0", want: /torn\.yaml/ },
    { given: "other.yaml", text: "name: not an API\n", want: /OpenAPI/ },
    {
      given: "ref.yaml",
      text: `${head}paths:\n  /a:\n    get:\n      responses:\n        "200":\n          $ref: "#/components/responses/Gone"\n`,
      want: /ref\.yaml.*#\/paths/s,
    },
    { given: "no-lists.yaml", text: `${head}paths: {}\n`, want: /no-lists\.yaml/ },
  ];

  test.concurrent.each(table)("$given is refused in one message, with exit code 2", async ({ given, text, want }) => {
    const path = join(folder, given);
    if (text !== undefined) await writeFile(path, text);
    const { code, out, err } = await runToEnd(path, "--headless");
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(want);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
