import { expect, test } from "vitest";
import { kept, patience, runShare } from "./run-share.ts";

test(
  "invariant 126: whatever changes, fails and dies, the store ends as the vendor has it and no promise is broken: second share of the seeds",
  patience,
  async () => {
    expect(await runShare(2)).toEqual(kept);
  },
);
