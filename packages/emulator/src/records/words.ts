import type { Faker } from "@faker-js/faker";
import { faker as english } from "@faker-js/faker/locale/en";
import { randomSequence, type RandomSequence } from "../random.ts";

/** Realistic words (names, companies, addresses) from one seeded sequence. */
export interface Words {
  readonly faker: Faker;
  readonly random: RandomSequence;
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
  return { faker: new Own({ locale: [english.rawDefinitions], randomizer }), random };
}
