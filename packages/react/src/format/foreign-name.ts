/** Longer names say nothing more in a sentence. */
const longestName = 80;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;
const firstStrongIsolate = "\u2068";
const popIsolate = "\u2069";

/** Script direction of a language. */
export function directionOf(language: string): "ltr" | "rtl" {
  return /^(?:ar|arc|ckb|dv|fa|he|ks|ps|sd|ug|ur|yi)\b/i.test(language) ? "rtl" : "ltr";
}

/** A name that somebody else chose, fit to stand in a sentence: short, and isolated when it runs the other way (Unicode UAX 9, 2.7). */
export function foreignName(name: string, language: string): string {
  const letters = Array.from(name);
  const short = letters.length > longestName ? `${letters.slice(0, longestName - 1).join("")}…` : name;
  const runsTheOtherWay = rightToLeft.test(short) !== (directionOf(language) === "rtl");
  return runsTheOtherWay ? `${firstStrongIsolate}${short}${popIsolate}` : short;
}
