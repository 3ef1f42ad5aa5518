/** What one record may be. A record beyond any of these is kept aside, never cut. */
export const recordLimits = Object.freeze({
  /** Levels of nesting. Deeper input is an attack or a defect, and would overflow the stack of whoever walks it. */
  depth: 256,
  /** UTF-16 code units of its canonical form (32 MiB in memory). */
  characters: 16_777_216,
  /** UTF-16 code units of a key: what every store can index. */
  keyCharacters: 1_024,
});
