import { expect, test } from "vitest";
import { kept, patience, runShare } from "./run-share.ts";

test(
  "invariant 126: whatever changes, fails and dies, the store ends as the vendor has it and no promise is broken: third share of the seeds",
  patience,
  async () => {
    expect(await runShare(3)).toEqual(kept);
  },
);
