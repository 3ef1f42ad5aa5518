/** How much a handle remembers of what it has seen, at most. What it has forgotten it reads again. */
export interface Remembering {
  /** Entries of segments. */
  readonly entries: number;
  /** Bytes of filters, two for each key of the segments whose entries are no longer remembered. */
  readonly filterBytes: number;
  /** Segments in the directories of streams. */
  readonly segments: number;
  /** Characters of streams' rows: their checkpoints, and blocks of seen keys that wait. */
  readonly rowLength: number;
}

/** About 13 MB of entries, 8 of filters, and 10 of directories: enough for a stream of some million records. */
export const remembering: Remembering = Object.freeze({
  entries: 131_072,
  filterBytes: 8_000_000,
  segments: 65_536,
  rowLength: 1_000_000,
});
