import type { Failure } from "@waybill/transport";
import type { BuiltRequest } from "../../connector/request.ts";
import { linkedSignal } from "../../tabs/linked-signal.ts";
import { listRequest } from "./list-request.ts";
import { reportedBy } from "../run/judge-run.ts";
import { minus } from "../run/meter.ts";
import { nextPositions } from "./next-positions.ts";
import { reportedTotal } from "../pagination/signal.ts";
import { readPage } from "./reader.ts";
import type { ReadPage } from "../page/read-page.ts";
import type { Session } from "../run/session.ts";
import type { Meter, StreamContext } from "../stream-context.ts";

type PageOutcome = ReadPage | { readonly ok: false; readonly failure: Failure };

/**
 * Reads the pages of one step in their order. Those that follow are begun while one is written, as far as it is known where they begin, and taken in one
 * after the other all the same. A crash loses answers, never a record: nothing of a page is written before what came before it.
 */
export interface PageReader {
  /** The page at which the run stands, and what was asked meanwhile. A vendor's refusal is a value; the caller's own abort is thrown. */
  read(session: Session): Promise<{ readonly page: PageOutcome; readonly cost: Meter }>;
  /** Begins what follows `page`: no more pages than `most`, and no more than may be under way. */
  begin(session: Session, page: ReadPage, most: number): void;
  /** Whether the page at which the run stands has come, as it was expected: to read it is to wait for nobody. */
  isNextHere(session: Session): boolean;
  /** Whether pages that were begun have not been read yet. */
  holds(): boolean;
  /** Ends what was begun and is not needed. */
  stop(): void;
}

interface Begun {
  readonly name: string;
  /** Of the credentials that it was asked with. */
  readonly generation: number | undefined;
  /** Whether the page in front of it had not come yet. */
  readonly early: boolean;
  readonly page: Promise<PageOutcome>;
  /** Once it is here. */
  came?: PageOutcome;
}

export function createPageReader(context: StreamContext, signal: AbortSignal): PageReader {
  let link = linkedSignal(signal);
  let begun: Begun[] = [];
  let most = context.settings.maxInFlight;
  let room = most;
  let metered = context.meter();
  const ask = ({ run }: Session, request: BuiltRequest): Promise<PageOutcome> =>
    readPage(context, request, { signal: link.signal, correlationId: run.correlationId });
  const stop = (): void => {
    link.unlink();
    link.abort();
  };
  /** Where one page was not as expected, others may not be: from now on, none is asked for early. */
  const leave = (): void => {
    if (begun.length === 0) return;
    stop();
    link = linkedSignal(signal);
    begun = [];
    [most, room] = [1, 1];
  };
  const begunFor = (request: BuiltRequest): Begun | undefined => {
    const [first] = begun;
    return first?.name === nameOf(request) && first.generation === context.account?.generation() ? first : undefined;
  };
  const take = async (session: Session, request: BuiltRequest): Promise<PageOutcome | undefined> => {
    const first = begunFor(request);
    const page = await first?.page;
    if (first === undefined || page === undefined || !isExpected(first, session, page)) return undefined;
    begun.shift();
    return page.ok && first.early ? { ...page, early: true } : page;
  };
  return {
    read: async (session) => {
      signal.throwIfAborted();
      const request = listRequest(context, session.pager, session.run);
      const begunPage = await take(session, request);
      if (begunPage === undefined) leave();
      const page = begunPage ?? (await ask(session, request));
      const before = metered;
      metered = context.meter();
      const cost = minus(metered, before);
      room = isHeldUp(cost) ? Math.ceil(room / 2) : Math.min(room + 1, most);
      return { page, cost };
    },
    begin: (session, page, left) => {
      const requests = requestsAfter(session, page, most);
      const names = requests.map(nameOf);
      if (begun.some(({ name }, index) => name !== names[index])) leave();
      for (const request of requests.slice(begun.length, Math.min(room, left))) {
        const by = { name: nameOf(request), generation: context.account?.generation(), early: begun.length > 0 };
        begun.push(noted({ ...by, page: ask(session, request) }));
      }
    },
    isNextHere: (session) => {
      const first = begunFor(listRequest(context, session.pager, session.run));
      return !signal.aborted && first?.came?.ok === true && isExpected(first, session, first.came);
    },
    holds: () => begun.length > 0,
    stop,
  };
}

function requestsAfter(session: Session, page: ReadPage, most: number): readonly BuiltRequest[] {
  const { context, pager, run } = session;
  return nextPositions(session, page, most).map((position) => listRequest(context, pager, { ...run, position }));
}

/** The same, with its page once that has come. Whoever reads it hears of a failure; if nobody does, it does not matter. */
function noted(begun: Begun): Begun {
  begun.page.then((came) => (begun.came = came)).catch(() => {});
  return begun;
}

/** An early page that failed, or of a list that has another length now, is asked for again in its turn. */
function isExpected({ early }: Begun, { context, run }: Session, page: PageOutcome): boolean {
  return !early || (page.ok && reportedTotal(page, context.contract.pagination.total) === reportedBy(run));
}

/** Whether the transport had to wait, or to ask again: more requests at once would wait too. */
function isHeldUp({ retries, waitedMs }: Meter): boolean {
  return retries > 0 || waitedMs > 0;
}

function nameOf({ method, url, body }: BuiltRequest): string {
  return JSON.stringify([method, url, body]);
}
