import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { syntheticDocument } from "./synthetic-document.ts";

const corpus = fileURLToPath(new URL("../../../../shared/corpus/specs", import.meta.url));
const synthetic = fileURLToPath(new URL("../../../node_modules/.cache/synthetic-api.json", import.meta.url));

/** Paths of the documents that are measured: the largest real ones where they are there, else one that is made to their size. */
export function benchDocuments(): readonly string[] {
  const real = ["github.json", "stripe.yaml", "linode.yaml"].map((name) => join(corpus, name)).filter(existsSync);
  if (real.length > 0) return real;
  console.log("  ../shared/corpus is not there: a document of 12 MB is made instead");
  mkdirSync(dirname(synthetic), { recursive: true });
  writeFileSync(synthetic, syntheticDocument());
  return [synthetic];
}
