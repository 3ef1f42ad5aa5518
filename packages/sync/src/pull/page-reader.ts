import type { Failure } from "@waybill/transport";
import type { BuiltRequest } from "../connector/request.ts";
import { linkedSignal } from "../tabs/linked-signal.ts";
import { listRequest } from "./list-request.ts";
import { advance } from "./pagination/loop.ts";
import { readPage } from "./reader.ts";
import type { ReadPage } from "./reader.ts";
import type { Session } from "./session.ts";
import type { Meter, StreamContext } from "./stream-context.ts";

type PageOutcome = ReadPage | { readonly ok: false; readonly failure: Failure };

/** Reads the pages of one step in their order. The one that follows can be begun while the one before it is written. */
export interface PageReader {
  /** The page at which the run stands, and what it cost. A vendor's refusal is a value; the caller's own abort is thrown. */
  read(session: Session): Promise<{ readonly page: PageOutcome; readonly cost: Meter }>;
  /**
   * Begins the page that follows `page`, where that is known before `page` is committed. It is used if the commit says so too, and the
   * credentials are still those it was asked with. A crash loses an answer,
   * never a record: nothing of it is written before what came before it.
   */
  begin(session: Session, page: ReadPage): void;
  /** Ends what was begun and is not needed. */
  stop(): void;
}

interface Begun {
  readonly name: string;
  /** Of the credentials that it was asked with. */
  readonly generation: number | undefined;
  readonly page: Promise<PageOutcome>;
}

export function createPageReader(context: StreamContext, signal: AbortSignal): PageReader {
  const link = linkedSignal(signal);
  let begun: Begun | undefined;
  let metered = context.meter();
  const ask = ({ run }: Session, request: BuiltRequest): Promise<PageOutcome> =>
    readPage(context, request, { signal: link.signal, correlationId: run.correlationId });
  return {
    read: async (session) => {
      signal.throwIfAborted();
      const request = listRequest(context, session.pager, session.run);
      const isAsked = begun?.name === nameOf(request) && begun.generation === context.account?.generation();
      const ahead = isAsked ? begun?.page : undefined;
      begun = undefined;
      const page = await (ahead ?? ask(session, request));
      const before = metered;
      metered = context.meter();
      return { page, cost: difference(metered, before) };
    },
    begin: (session, page) => {
      const request = requestAfter(session, page);
      if (request === undefined) return;
      begun = {
        name: nameOf(request),
        generation: context.account?.generation(),
        page: ask(session, request),
      };
      // Whoever reads it hears of it; if nobody does, it does not matter.
      begun.page.catch(() => {});
    },
    stop: () => {
      link.unlink();
      link.abort();
    },
  };
}

/** Positions that count records are known only once it is known what the page had in common with the one before it. */
function requestAfter({ context, pager, run }: Session, page: ReadPage): BuiltRequest | undefined {
  if (pager.shifts !== undefined) return undefined;
  const { position } = run;
  const items = page.items.length;
  const read = (position.read ?? 0) + items;
  const next = pager.after(position.next, { ...page, read });
  if (next.kind !== "more") return undefined;
  // A place that was there before is not asked for: the list goes in circles.
  const after = advance({ position, next: next.next, content: undefined, items, read });
  return "code" in after ? undefined : listRequest(context, pager, { ...run, position: after });
}

function nameOf({ method, url, body }: BuiltRequest): string {
  return JSON.stringify([method, url, body]);
}

function difference(after: Meter, before: Meter): Meter {
  return {
    requests: after.requests - before.requests,
    retries: after.retries - before.retries,
    waitedMs: after.waitedMs - before.waitedMs,
  };
}
