import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { syntheticDocument } from "./synthetic-document.ts";

const corpus = fileURLToPath(new URL("../../../../shared/corpus/specs", import.meta.url));
const synthetic = fileURLToPath(new URL("../../../node_modules/.cache/synthetic-api.json", import.meta.url));

/** Paths of the documents that are measured: the largest real ones where they are there, else one that is made to their size. */
export function benchDocuments(): readonly string[] {
  return chosen(knownDocuments());
}

/** Of some paths those that the command line names: `--only=stripe.yaml,linode.yaml`. All where it names none. */
export function chosen(paths: readonly string[], args: readonly string[] = process.argv): readonly string[] {
  const only = args.find((each) => each.startsWith(ONLY))?.slice(ONLY.length);
  if (only === undefined) return paths;
  const names = only.split(",");
  const found = paths.filter((each) => names.includes(basename(each)));
  if (found.length > 0) return found;
  throw new Error(`${ONLY}${only} names none of ${paths.map((each) => basename(each)).join(", ")}.`);
}

const ONLY = "--only=";

/** The folder that the documents lie in. */
export function folderOfDocuments(): string {
  return dirname(knownDocuments()[0] ?? ".");
}

function knownDocuments(): readonly string[] {
  const real = ["github.json", "stripe.yaml", "linode.yaml"].map((name) => join(corpus, name)).filter(existsSync);
  if (real.length > 0) return real;
  console.log("  ../shared/corpus is not there: a document of 12 MB is made instead");
  mkdirSync(dirname(synthetic), { recursive: true });
  writeFileSync(synthetic, syntheticDocument());
  return [synthetic];
}
