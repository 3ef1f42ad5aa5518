import type { PullRequest, RunReceipt } from "@waybill/sync";
import { contentsOf } from "../checks/contents.ts";
import { hold } from "../checks/violation.ts";
import type { Stage } from "./stage.ts";
import type { Link } from "./tab.ts";

/** A person asks what a pull would do, while others work on: nothing comes of it. */
export async function oneDryRun(link: Link, stream: string): Promise<void> {
  const { stage, process } = link;
  const { chance } = process;
  const mode = chance.is(0.4) ? "full" : undefined;
  stage.counter.count("dry runs");
  const look = () => process.call("store", async () => [await stage.store.head(), await stored(stage)] as const);
  const before = await look();
  try {
    const { id } = await tried(link, stream, { mode });
    const isStored = stage.watches.get(stream)?.keptReceipts.wasStored(id) === true;
    hold(!isStored, "dry run", () => `${id} of ${stream} is stored, and was only tried`);
  } finally {
    const after = await look();
    // Others may have written meanwhile.
    const isSame = before[0] !== after[0] || before[1] === after[1];
    hold(isSame, "dry run", () => `of a dry run of ${stream}, ${unlike(before[1], after[1])}`);
  }
}

/** What a pull would do. */
export async function tried(
  { stage, connection, process }: Link,
  stream: string,
  request: PullRequest,
): Promise<RunReceipt> {
  const ended = stage.watches.get(stream)?.trying(process);
  let receipt: RunReceipt | undefined;
  try {
    receipt = await connection.pull(stream, { ...request, dryRun: true });
    return receipt;
  } finally {
    ended?.(receipt?.requests);
  }
}

/** Everything that is stored of the connection, as text. */
export const stored = ({ store, connection, watches }: Stage): Promise<string> =>
  contentsOf(store, { connection, streams: [...watches.keys()] });

/** Where two are unlike, what surrounds the first place. */
export function unlike(before: string, after: string): string {
  const at = before.split("").findIndex((letter, place) => letter !== after[place]);
  return `${before.slice(Math.max(0, at - 200), at + 200)} became ${after.slice(Math.max(0, at - 200), at + 200)}`;
}
