/** A place outside the store, such as the page's `localStorage`, that outlives what a browser does to a database. */
export interface Reminder {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export interface LossOptions {
  readonly reminder: Reminder;
  /** Tells stores apart: the tenant, with the name of the store where there are several. */
  readonly key: string;
}

/** How many changes, by connection. */
type Changes = Readonly<Record<string, number>>;

/** What is known of a store without it: numbers, and nothing that was stored. */
export interface Reminded {
  /** Changes that were not known to have arrived when somebody last looked, of each connection that anything was stored of. */
  readonly unsent: Changes;
  /** Changes that were lost with a store that is gone, and of which nobody has taken note yet. */
  readonly lost: Changes;
}

const nothingReminded: Reminded = Object.freeze({ unsent: {}, lost: {} });

/** `undefined`: there was no store, or the place cannot be read, as in a private window. */
export function readReminded({ reminder, key }: LossOptions): Reminded | undefined {
  const text = attempt(() => reminder.getItem(nameOf(key))) ?? null;
  if (text === null) return undefined;
  const kept: unknown = attempt(() => JSON.parse(text));
  return { unsent: changesOf(kept, "unsent"), lost: changesOf(kept, "lost") };
}

/** Without a place to write to, a loss goes unnoticed, as it would have. */
export function remind(options: LossOptions, change: (now: Reminded) => Reminded): void {
  const now = change(readReminded(options) ?? nothingReminded);
  attempt(() => options.reminder.setItem(nameOf(options.key), JSON.stringify(now)));
}

function nameOf(key: string): string {
  return `waybill ${key}`;
}

/** A member that is anything else counts as none: the place is open to everybody on the page. */
function changesOf(kept: unknown, name: keyof Reminded): Changes {
  const entries = Object.entries(Object(Reflect.get(Object(kept), name))).flatMap(([connection, changes]) =>
    typeof changes === "number" && changes >= 0 ? [[connection, changes] as const] : [],
  );
  return Object.fromEntries(entries);
}

function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}
