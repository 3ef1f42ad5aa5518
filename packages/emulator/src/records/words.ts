import type { Faker } from "@faker-js/faker";
import { faker as english } from "@faker-js/faker/locale/en";
import { patternTexts, type PatternTexts } from "../document/pattern.ts";
import { randomSequence, type RandomSequence } from "../random.ts";

/** Realistic words (names, companies, addresses) from one seeded sequence. */
export interface Words {
  readonly faker: Faker;
  readonly random: RandomSequence;
  /** Which of the meanings that a text field can have each name has that was met so far: a record has the names of all others. */
  readonly meanings: Map<string, number>;
  readonly textOfPattern: PatternTexts;
}

/**
 * An own instance per emulator, so that two emulators, or a test's own use of faker, never disturb each other.
 * Made from the English instance's class and words: faker's main entry would load the words of seventy languages.
 */
export function words(): Words {
  const random = randomSequence(0);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `constructor` is typed Function for every object
  const Own = english.constructor as typeof Faker;
  const randomizer = {
    next: () => random.next(),
    seed: (seed: number | number[]) => random.seed([seed].flat()[0] ?? 0),
  };
  return {
    faker: new Own({ locale: [english.rawDefinitions], randomizer }),
    random,
    meanings: new Map(),
    textOfPattern: patternTexts(),
  };
}
