import type { Json, StreamContract } from "@waybill/sync/connector";

/** Something at which a vendor is not as its document says. It names fields and numbers, never values. */
export interface Difference {
  readonly kind: string;
  readonly pointer?: string | undefined;
  readonly message: string;
}

/** Why a stream could not be judged: the vendor was not reached, or did not let us in. */
export interface Obstacle {
  readonly code: string;
  readonly message: string;
}

/** What was read of a stream. */
export interface ReadStream {
  readonly contract: StreamContract;
  /** Records of each page, as they came. */
  readonly pages: readonly (readonly Json[])[];
  /** How the reading ended. `open`: there is more. */
  readonly end:
    | { readonly kind: "open" }
    | { readonly kind: "ended"; readonly proven: boolean; readonly why: string; readonly whole: boolean }
    | { readonly kind: "failed"; readonly code: string; readonly message: string };
  /** What its records were unlike. */
  readonly found: readonly Difference[];
}

export interface StreamCheck {
  readonly stream: string;
  /** `same`: as the document says, as far as two pages show. `unread`: nothing can be said. */
  readonly state: "same" | "differs" | "unread";
  readonly pages: number;
  readonly records: number;
  readonly differences: readonly Difference[];
  readonly obstacle?: Obstacle | undefined;
}

/** Failures that say something of the document; anything else is between us and the vendor. */
const telling: ReadonlySet<string> = new Set(["contract", "pagination_loop", "not_found", "gone", "invalid"]);

/** Compares what was read of a stream with what its document says. Pure. */
export function judgeStream(read: ReadStream): StreamCheck {
  const { contract, found } = read;
  const pages = withoutOverlap(read);
  const differences = [...found, ...repeated(pages), ...endedWrongly({ ...read, pages })];
  const obstacle = differences.length > 0 ? undefined : obstacleOf(read);
  return {
    stream: contract.name,
    state: differences.length > 0 ? "differs" : obstacle === undefined ? "same" : "unread",
    pages: pages.length,
    records: pages.reduce((sum, page) => sum + page.length, 0),
    differences,
    ...(obstacle !== undefined && { obstacle }),
  };
}

function obstacleOf({ contract, pages, end }: ReadStream): Obstacle | undefined {
  if (end.kind === "failed" && !telling.has(end.code)) return { code: end.code, message: end.message };
  if (pages.length > 0) return undefined;
  const message = `It is listed for records of ${contract.parent?.stream ?? "another stream"}, and none of them could be used.`;
  return { code: "no_parent", message };
}

/** Each record once: the engine begins a page by offset with the last record of the page before, which shows that none was stepped over. */
function withoutOverlap({ contract, pages }: ReadStream): ReadStream["pages"] {
  if (contract.pagination.style !== "offset") return pages;
  return pages.map((page, at) => {
    const last = pages[at - 1]?.at(-1);
    return last !== undefined && JSON.stringify(last) === JSON.stringify(page[0]) ? page.slice(1) : page;
  });
}

function repeated([first = [], second = []]: ReadStream["pages"]): readonly Difference[] {
  const known = new Set(first.map((record) => JSON.stringify(record)));
  const isRepeated = second.length > 0 && second.every((record) => known.has(JSON.stringify(record)));
  if (!isRepeated) return [];
  const message =
    "The second page holds the records of the first: the vendor does not read what is to lead on. Check the pagination of the list.";
  return [{ kind: "paging", message }];
}

function endedWrongly({ contract, pages, end }: ReadStream): readonly Difference[] {
  if (end.kind === "failed") return telling.has(end.code) ? [{ kind: end.code, message: end.message }] : [];
  // The parents were not read to their end, so that nothing is known of all the lists together.
  if (end.kind === "open" || end.proven || contract.parent !== undefined) return [];
  if (!end.whole) return [{ kind: "count", message: `The list ended, and it is not whole: ${end.why}.` }];
  return endedFull(contract, pages);
}

function endedFull({ pagination }: StreamContract, [first = [], second]: ReadStream["pages"]): readonly Difference[] {
  const { size = Infinity } = pagination.pageSize ?? {};
  if (second !== undefined || first.length < size) return [];
  const message =
    `The list ended after a page that is as long as was asked for (${size}), without a count: it may go on where the connector does not look. ` +
    "Check its pagination; a sandbox that holds exactly so many records shows nothing.";
  return [{ kind: "paging", message }];
}
