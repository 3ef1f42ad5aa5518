import { expect, test } from "vitest";
import { changingRows, changingStream } from "../../../test/changing-rows.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { run } from "../../../test/run-pull.ts";

test("invariant 29: what was learned under other filters is not gone on from, whoever sets them", async () => {
  const contract = changingStream();
  const filtered = { ...contract, list: { ...contract.list, parameters: { team: "north" } } };
  const context = pullContext({ vendor: changingRows(5).vendor, contract });
  await run(context);
  expect(await run(context)).toMatchObject({ mode: "incremental" });
  const changes = [{ parameters: { team: "south" } }, { parameters: { team: "east" } }, { contract: filtered }, {}];
  for (const change of changes) {
    const other = { ...context, ...change };
    expect(await run(other)).toMatchObject({ mode: "full", why: expect.stringContaining("changed") });
    expect(await run(other)).toMatchObject({ mode: "incremental" });
  }
});
