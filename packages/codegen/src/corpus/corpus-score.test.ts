import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDocument } from "../load/load-document.ts";
import { predict } from "./prediction.ts";

const corpus = fileURLToPath(new URL("../../../../../shared/corpus", import.meta.url));

/** What the rules reach on the labelled documents today; a change that loses some of it is noticed. Share of right answers. */
const floors = {
  isList: 0.985,
  stream: 0.97,
  items: 0.99,
  "pagination.style": 0.98,
  "pagination.request.limit": 0.985,
  "pagination.request.offset": 0.99,
  "pagination.request.page": 0.99,
  "pagination.request.cursor": 0.98,
  "pagination.response.nextCursor": 0.98,
  "pagination.response.nextUrl": 0.975,
  "pagination.response.hasMore": 0.99,
  "pagination.response.total": 0.99,
  primaryKey: 0.985,
  "incremental.param": 0.985,
  "incremental.cursorField": 0.96,
} as const;

interface Score {
  readonly total: {
    readonly isList: { accuracy: number };
    readonly fields: Readonly<Record<string, { accuracy: number }>>;
  };
  readonly auth: { readonly precision: number; readonly recall: number };
}

describe.skipIf(!existsSync(corpus))(
  "on thirty labelled documents (needs ../shared/corpus beside the repository)",
  () => {
    let folder = "";
    let score: Score;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "waybill-corpus-"));
      for (const file of readdirSync(join(corpus, "specs"))) {
        const { operations, vendor } = predict(await loadDocument(join(corpus, "specs", file)));
        const name = basename(file).replace(/\.[^.]*$/, "");
        await writeFile(join(folder, `${name}.json`), JSON.stringify(operations));
        await writeFile(join(folder, `${name}.vendor.json`), JSON.stringify(vendor));
      }
      const scorer = [join(corpus, "score.mjs"), "--all", folder, "--json"];
      score = JSON.parse(execFileSync(process.execPath, scorer, { encoding: "utf8", maxBuffer: 1 << 26 })) as Score;
    }, 240_000);
    afterAll(() => rm(folder, { recursive: true }));

    test.each(Object.entries(floors))("%s is right in at least %d", (name, floor) => {
      const tally = name === "isList" ? score.total.isList : score.total.fields[name];
      expect(tally?.accuracy).toBeGreaterThanOrEqual(floor);
    });

    test("every declared way to authenticate is found, and no other", () => {
      expect(score.auth).toMatchObject({ precision: 1, recall: 1 });
    });
  },
);
