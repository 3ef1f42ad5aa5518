/** How patient a pull is, and how careful. All times in milliseconds. */
export interface PullSettings {
  /** Attempts in a row without a committed page before a run fails. */
  readonly maxAttempts: number;
  /** Delay before the second attempt is drawn from [0, this); it doubles with each further one. */
  readonly backoffBaseMs: number;
  readonly backoffCapMs: number;
  /** The longest wait that a vendor's word is taken for; after it the vendor is asked again. */
  readonly maxWaitMs: number;
  /** Times a run may begin its list again because the vendor forgot the position. */
  readonly maxRestarts: number;
  /** Times that a list whose positions count records is read until it is seen to stand still. A run over one that never does is partial. */
  readonly maxPasses: number;
  /**
   * Requests for pages of one list that are under way at once, where the vendor counts the list and its positions can be told beforehand (numbered
   * pages, offsets). Fewer while the transport has to wait or to ask again. 1: each is asked for once the one before it has come.
   */
  readonly maxInFlight: number;
  /**
   * Pages that one commit may take, where the vendor is faster than the store: the one behind is here already when a page would be committed. No page is
   * waited for. A commit costs the store about as much for one page as for several, and a crash has that many pages read again. Of pages that change
   * nothing it takes the square of it: they have nothing to lose but their place. 1: a commit for each.
   */
  readonly pagesPerCommit: number;
  /**
   * After this long, a run that would read what changed reads everything: what the vendor wrote under an old date, or removed without a trace, is found
   * then. `Infinity`: only when it is asked for.
   */
  readonly wholeEveryMs: number;
  /** Share of the stored records that may be swept without a person's word. */
  readonly maxShrink: number;
  /** Share of a run's records that the mapping or the schema may refuse before the stream stops and waits for a person. */
  readonly maxUnfitShare: number;
  /** Records that are judged before that share is looked at. */
  readonly unfitSample: number;
  /**
   * What becomes of stored records when the connector's mapping changed. `remap`: they are made anew of what the vendor sent, without asking it.
   * `resync`: and then everything is read again. `refuse`: nothing is touched until the old connector is back.
   */
  readonly onMappingChange: "remap" | "resync" | "refuse";
  /** How far a device's clock may be ahead of the vendor's, for vendors whose answers have no readable `Date`. */
  readonly clockSkewMs: number;
  /** How long a lease whose heartbeat does not move is respected. */
  readonly leaseMs: number;
}

export const pullDefaults: PullSettings = Object.freeze({
  maxAttempts: 8,
  backoffBaseMs: 1000,
  backoffCapMs: 60_000,
  maxWaitMs: 86_400_000,
  maxRestarts: 3,
  maxPasses: 4,
  maxInFlight: 4,
  pagesPerCommit: 4,
  wholeEveryMs: 604_800_000,
  maxShrink: 0.3,
  maxUnfitShare: 0.5,
  unfitSample: 50,
  onMappingChange: "remap",
  clockSkewMs: 300_000,
  leaseMs: 15_000,
});
