import type { RunReceipt } from "@waybill/sync";
import { hold } from "../checks/violation.ts";
import { clockSeam } from "../seams/clock-seam.ts";
import { stored, tried, unlike } from "./one-dry-run.ts";
import type { Wait } from "./settle.ts";
import type { Link } from "./tab.ts";
import { mutate } from "./trouble.ts";

const kinds = ["create", "update", "remove"] as const;

/** Longer than the coarsest grain of records' times, so that none of them looks as if it had changed while a run that begins then reads it. Milliseconds. */
const pauseMs = 62_000;

/** Where nobody else works: what a dry run says is what the pull after it does, and it leaves everything as it is, also where storage fails under it. */
export async function tryDry(link: Link, wait: Wait): Promise<void> {
  const { stage, connection, process, disk } = link;
  const { scenario, world } = stage;
  if (scenario.dryRuns === undefined) return;
  const { chance } = world;
  const stream = chance.of(scenario.streams).name;
  for (const kind of kinds) mutate(stage, { at: Math.floor(world.now()), stream, kind, pick: chance.next() });
  await wait(clockSeam(world, process).sleep(pauseMs));
  const request = { mode: chance.is(0.4) ? ("full" as const) : undefined };
  const before = await stored(stage);
  if (scenario.storageTroubles !== undefined) {
    disk.fails({ kind: "lost", spares: chance.whole(0, 12), ms: 0 });
    await wait(tried(link, stream, request).catch(() => {}));
    disk.works();
  }
  const said = await wait(tried(link, stream, request));
  const after = await stored(stage);
  hold(before === after, "dry run", () => `by a dry run of ${stream}, ${unlike(before, after)}`);
  stage.counter.count("dry runs compared");
  const done = await wait(connection.pull(stream, request));
  const what = (): string => `a dry run of ${stream} said ${told(said)}, and the pull after it did ${told(done)}`;
  hold(told(said) === told(done), "dry run", what);
}

const told = ({ mode, outcome, counts, completeness, pages, reported, failure }: RunReceipt): string =>
  JSON.stringify({ mode, outcome, counts, completeness, pages, reported, failure: failure?.code });
