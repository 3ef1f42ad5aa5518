import { hold } from "../checks/violation.ts";
import type { Link } from "./tab.ts";

/** Records that a person looks at. */
const most = 200;

/** A person looks at what is kept aside, and has some of one stream's judged again, or gives it up. */
export async function oneResolution({ stage, waybill, process }: Link): Promise<void> {
  const { connection, watches } = stage;
  const { chance } = process;
  const { items } = await waybill.status.failed({ connection }, { limit: most });
  const other = items.find(({ id, stream }) => watches.get(stream)?.keptAside.wasKept(id) !== true);
  hold(
    other === undefined,
    "connections",
    () => `${connection} shows ${other?.id} of ${other?.stream}, which it never kept aside`,
  );
  if (items.length === 0) return;
  const { stream } = chance.of(items);
  const target = { connection, stream };
  const own = items.filter((each) => each.stream === stream && chance.is(0.7));
  const records = own.map(({ id }) => id);
  const kind = chance.is(0.7) ? ("replay" as const) : ("discard" as const);
  if (kind === "discard") watches.get(stream)?.keptAside.discarding(records);
  const told = await waybill.status.act({ kind, target, records }, `${process.name} ${chance.next()}`);
  stage.trace(() => `${process.name} ${kind} ${stream} ${records.length}: ${told.state}`);
}
