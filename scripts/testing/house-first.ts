import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { root } from "../run.ts";

/** Tests of the whole house take longest, and are begun first: the last worker that is busy should be busy with something short. */
export class HouseFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- a sequencer's method of that name
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => turnOf(a) - turnOf(b));
  }
}

/** Projects keep their order. */
const turnOf = ({ project, moduleId }: TestSpecification): number =>
  project.config.sequence.groupOrder * 2 + (relative(root, moduleId).startsWith("test/") ? 0 : 1);
