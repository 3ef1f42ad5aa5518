/** What one record may be. A record beyond any of these is kept aside, never cut. */
export interface RecordLimits {
  /** Levels of nesting. Deeper input is an attack or a defect, and would overflow the stack of whoever walks it. */
  readonly depth: number;
  /** UTF-16 code units of its canonical form. */
  readonly characters: number;
  /** UTF-16 code units of a key: what every store can index. */
  readonly keyCharacters: number;
}

/** 256 levels, 16 Mi code units (32 MiB in memory), keys of 1024. */
export const recordLimits: RecordLimits = Object.freeze({ depth: 256, characters: 16_777_216, keyCharacters: 1_024 });
