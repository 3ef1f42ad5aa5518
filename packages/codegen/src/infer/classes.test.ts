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

test.each(["pan", "card_number", "cardNumber", "creditCardNumber", "debit_card_number", "primary_account_number"])(
  "%s is the number of a card by itself",
  (name) => {
    const { classes } = onlyStream({ record: object({ id: text, [name]: text }) }).stream;
    expect(classes).toEqual({ [`/${name}`]: "secret" });
  },
);

test.each(["exp", "expiry", "expiration", "exp_date", "expiryDate", "expiration_date", "expMonth", "csc"])(
  "a number beside %s is one of a card",
  (name) => {
    const { classes } = onlyStream({ record: object({ id: text, number: text, [name]: text }) }).stream;
    expect(classes).toEqual({ "/number": "secret" });
  },
);

test.each(["month", "expires_at", "date"])("a number beside %s is none", (name) => {
  expect(onlyStream({ record: object({ id: text, number: text, [name]: text }) }).stream.classes).toBeUndefined();
});
