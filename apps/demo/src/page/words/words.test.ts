import { expect, test } from "vitest";
import { languageNames, languages } from "./language.ts";

const said = languageNames.flatMap((language) =>
  Object.entries(languages[language].words).map(([key, text]) => ({ language, key, text: String(text) })),
);

test("requirement 65: nothing that the product says asks, apologises or blames", () => {
  const banned = /\b(please|sorry|oops|invalid|something went wrong|bitte|entschuldigung|ungültig)\b/i;
  expect(said.filter(({ text }) => banned.test(text))).toEqual([]);
});
