import { readModel } from "../../src/infer/document/operation.ts";
import type { Subject } from "../ablation/ablate.ts";
import { toldOf } from "../ablation/told.ts";
import { conventions } from "./conventions.ts";

/** The conventions, as documents whose answers a rule can change. */
export function conventionSubjects(): readonly Subject[] {
  return conventions.map(({ name, document }) => {
    const model = readModel(document);
    return { name, kind: "convention", ask: (keep) => toldOf(model, keep) };
  });
}
