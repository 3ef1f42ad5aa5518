import type { Link } from "./tab.ts";

/** Somebody asks for a stream, or for all of them, and leaves before that is read: what was stored stays, and the run is left to whoever comes next. */
export async function oneDeparture({ connection, process }: Link, stream: string): Promise<void> {
  const { chance } = process;
  const leaving = new AbortController();
  const { signal } = leaving;
  const reason = new Error(`${process.name} leaves`);
  process.after(chance.whole(0, 2000), () => leaving.abort(reason));
  try {
    await (chance.is(0.3) ? connection.sync({ signal }) : connection.pull(stream, { signal }));
  } catch (error) {
    if (error !== reason) throw error;
  }
}
