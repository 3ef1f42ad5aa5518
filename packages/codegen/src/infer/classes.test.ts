import { expect, test } from "vitest";
import { onlyStream } from "../../test/infer-stream.ts";
import { integer, object, text } from "../../test/list-document.ts";

test("the number of a card is secret where it stands beside what is printed with it, and reaches no screen", () => {
  const card = object({ id: text, number: text, cvc: text, exp_month: integer });
  const { display, classes } = onlyStream({ record: card }).stream;
  expect(classes).toEqual({ "/number": "secret", "/cvc": "secret" });
  expect(display).toEqual({ title: "/id", fields: ["/id"] });
});

test("other numbers are titles as before, also of what holds a card", () => {
  const invoice = object({ id: text, number: text, card: object({ number: text, expiry_year: integer }) });
  const { display, classes } = onlyStream({ record: invoice }).stream;
  expect(classes).toEqual({ "/card/number": "secret" });
  expect(display?.title).toBe("/number");
});
