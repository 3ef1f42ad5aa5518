import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readModel } from "../../src/infer/document/operation.ts";
import { loadDocument } from "../../src/load/load-document.ts";
import type { Subject } from "./ablate.ts";
import { toldOf } from "./told.ts";

/** The labelled documents of a corpus folder; empty where there is none. */
export async function corpusSubjects(corpus: string): Promise<readonly Subject[]> {
  if (!existsSync(join(corpus, "specs"))) return [];
  const subjects: Subject[] = [];
  for (const file of readdirSync(join(corpus, "specs"))) {
    const { document } = await loadDocument(join(corpus, "specs", file));
    const name = basename(file).replace(/\.[^.]*$/, "");
    const model = readModel(document);
    subjects.push({
      name,
      kind: "vendor",
      ask: (keep) => toldOf(model, keep),
      right: ({ predictions }) => rightAnswers(corpus, name, predictions),
    });
  }
  return subjects;
}

interface Tally {
  readonly tp: number;
  readonly tn: number;
}

/** Right answers of one vendor by the corpus' own scorer, where the document can tell them. */
function rightAnswers(corpus: string, name: string, predictions: readonly object[]): number {
  const folder = mkdtempSync(join(tmpdir(), "waybill-ablation-"));
  try {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(predictions));
    const text = execFileSync(process.execPath, [join(corpus, "score.mjs"), file, name, "--json"], {
      encoding: "utf8",
    });
    const { total } = JSON.parse(text) as { total: { isList: Tally; specEvident: Readonly<Record<string, Tally>> } };
    return [total.isList, ...Object.values(total.specEvident)].reduce((sum, { tp, tn }) => sum + tp + tn, 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
