import type { Lie } from "../plan/fault-catalogue.ts";
import type { Extras } from "./against-source.ts";

/** What the vendor may have told wrongly of a stream, in a way that nobody could notice. */
export interface Doubts {
  /** Whether what is stored may rest on a lie: since the last one nothing was read completely. */
  readonly ofContent: boolean;
  /** Whether it may, or rest on a count that agrees by chance. */
  readonly any: boolean;
  lied(lie: Lie): void;
  countsByChance(): void;
  /** Everything was read by a run that began then. */
  readWhole(began: number, isProven: boolean): void;
  erased(): void;
  /** What may be stored that the vendor no longer has. `isTold`: whether it was told what went. */
  extras(isTold: boolean): Extras;
}

/** @param keeps Whether records stay when their parents go: what came under a wrong key then, too. */
export function createDoubts(now: () => number, keeps: boolean): Doubts {
  let ofContent = false;
  let byChance = false;
  let lastLie = -Infinity;
  let lastChance = -Infinity;
  // Records may have come under keys that the vendor never had. Only a proof says that they are gone.
  let strangers = false;
  return {
    get ofContent() {
      return ofContent;
    },
    get any() {
      return ofContent || byChance;
    },
    lied: (lie) => {
      if (lie === "none") return;
      lastLie = now();
      [ofContent, strangers] = [true, true];
    },
    countsByChance: () => {
      lastChance = now();
      byChance = true;
    },
    readWhole: (began, isProven) => {
      if (lastLie < began) ofContent = false;
      if (lastChance < began) byChance = false;
      if (isProven && !keeps && !ofContent && !byChance) strangers = false;
    },
    erased: () => {
      [ofContent, byChance, strangers] = [false, false, false];
    },
    extras: (isTold) => {
      if (strangers) return "as told";
      return isTold ? "none" : "as once";
    },
  };
}
