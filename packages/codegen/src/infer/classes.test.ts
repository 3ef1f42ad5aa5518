import { expect, test } from "vitest";
import type { JsonObject } from "@waybill/sync/connector";
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

const person = { email: text, phone: text };

test.each<readonly [string, JsonObject, string]>([
  ["an e-mail address and a phone", { name: text, ...person }, "/name"],
  ["a first name", { name: text, first_name: text }, "/name"],
  ["a birth", { display_name: text, date_of_birth: text }, "/display_name"],
  ["an owner, who is called one", { owner: object({ name: text }) }, "/owner/name"],
  ["who approved it", { approved_by: object({ displayName: text }) }, "/approved_by/displayName"],
])("a name is a person's beside %s", (_, fields, pointer) => {
  expect(onlyStream({ record: object({ id: text, ...fields }) }).stream.classes).toMatchObject({ [pointer]: "pii" });
});

test.each<readonly [string, JsonObject]>([
  ["an address of a team", { name: text, email: text }],
  ["what an order has", { name: text, number: integer, ...person }],
  ["what a company has", { name: text, industry: text, ...person }],
  ["nothing", { name: text, display_name: text, nickname: text }],
  ["a price", { price: object({ nickname: text }) }],
])("a name is no person's beside %s", (_, fields) => {
  const { classes = {} } = onlyStream({ record: object({ id: text, ...fields }) }).stream;
  expect(Object.keys(classes).filter((pointer) => pointer.endsWith("name"))).toEqual([]);
});

test("addresses of machines are nobody's, the one that somebody came from is", () => {
  const { classes } = onlyStream({ record: object({ id: text, ipv4: text, ipv6: text, ip: text }) }).stream;
  expect(classes).toEqual({ "/ip": "pii" });
});
