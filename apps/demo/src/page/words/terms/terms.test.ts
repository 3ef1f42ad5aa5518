import { expect, test } from "vitest";
import { languageNames, languages } from "../language.ts";
import { fieldName, nounOf, streamName } from "./terms.ts";

const { terms } = languages.en;

test("what the product does not know keeps its vendor's name, and no plural is made up for it", () => {
  expect(streamName(terms, "gift_cards")).toBe("Gift cards");
  expect(fieldName(terms, "/shipping/city")).toBe("City");
  expect(nounOf(terms, "gift_cards")).toBeUndefined();
  expect([nounOf(terms, "constructor"), fieldName(terms, "/constructor")]).toEqual([undefined, "Constructor"]);
});

test.each(languageNames)("every noun has the forms that counting takes in %s", (language) => {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  // Millions have a form of their own in French and Spanish, before which nobody here counts.
  const needed = pluralCategories.filter((category) => category !== "many" || language === "ar");
  const lacking = Object.entries(languages[language].terms.streams).flatMap(([stream, noun]) =>
    needed.filter((category) => noun[category] === undefined).map((category) => `${stream}: ${category}`),
  );
  expect(lacking).toEqual([]);
});
