import { fileURLToPath } from "node:url";
import { ruleBook } from "../../src/infer/rule-book.ts";
import { conventionSubjects } from "../conventions/convention-subjects.ts";
import { ablate, isUnsound, type Ablation, type RuleBook } from "./ablate.ts";
import { corpusSubjects } from "./corpus-subjects.ts";
import { lineOf } from "./line-of.ts";

/**
 * Prints, rule by rule, which documents stand on it: `npm run infer:ablate [-- question…]`. Exits with 1 where a rule stands on one vendor
 * alone and names nothing published, or on nothing at all.
 */
async function main(questions: readonly string[]): Promise<number> {
  const corpus = fileURLToPath(new URL("../../../../../shared/corpus", import.meta.url));
  const vendors = await corpusSubjects(corpus);
  if (vendors.length === 0) {
    console.log(
      "The labelled documents (../shared/corpus beside the repository) are not there, so no rule can be left out.",
    );
    return 0;
  }
  const book = chosen(questions);
  const unsound: Ablation[] = [];
  let question = "";
  for (const ablation of ablate(book, [...vendors, ...conventionSubjects()])) {
    if (ablation.question !== question) console.log(`\n${ablation.question}`);
    question = ablation.question;
    console.log(lineOf(ablation));
    if (isUnsound(ablation)) unsound.push(ablation);
  }
  const rules = Object.values(book).flat().length;
  console.log(`\n${rules} rules, ${unsound.length} of them on one vendor alone or on nothing:`);
  for (const ablation of unsound) console.log(`${ablation.question}: ${ablation.rule.name}`);
  return unsound.length === 0 ? 0 : 1;
}

function chosen(questions: readonly string[]): RuleBook {
  if (questions.length === 0) return ruleBook;
  return Object.fromEntries(Object.entries(ruleBook).filter(([question]) => questions.includes(question)));
}

process.exitCode = await main(process.argv.slice(2));
