/** What a row of the benchmark shows: a connection by its number, and how its last sync ended. */
export interface Row {
  readonly id: number;
  readonly outcome: "complete" | "failed";
  readonly revision: number;
}

export const rowCount = 10_000;
export const rowHeight = 32;

export const labels: Readonly<Record<Row["outcome"], string>> = { complete: "Up to date", failed: "Sync failed" };
export const tones: Readonly<Record<Row["outcome"], string>> = { complete: "success", failed: "danger" };
export const drawings: Readonly<Record<Row["outcome"], string>> = {
  complete:
    '<path class="wb-fill" d="M15 8A7 7 0 1 1 1 8a7 7 0 0 1 14 0"></path><path class="wb-cut" d="m5 8.2 2.05 2.05L11 6"></path>',
  failed:
    '<path class="wb-fill" d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2Z"></path><path class="wb-cut" d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4"></path>',
};

export const firstRows = (): readonly Row[] =>
  Array.from({ length: rowCount }, (_, id) => ({ id, outcome: "complete", revision: 1 }));

export const turned = (row: Row): Row => ({
  id: row.id,
  outcome: row.outcome === "complete" ? "failed" : "complete",
  revision: row.revision + 1,
});

/** A list on the screen that takes events. */
export interface Contender {
  /** The row's status has turned over. */
  readonly turn: (row: Row) => void;
  readonly unmount: () => void;
}
