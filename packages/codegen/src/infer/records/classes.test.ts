import { expect, test } from "vitest";
import type { JsonObject } from "@waybill/sync/connector";
import { onlyStream } from "../../../test/infer-stream.ts";
import { integer, object, text } from "../../../test/list-document.ts";

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

const namesIn = (path: string, fields: JsonObject): readonly string[] => {
  const { classes = {} } = onlyStream({ path, record: object({ id: text, ...fields }) }).stream;
  return Object.keys(classes).filter((pointer) => /name$/i.test(pointer));
};

test.each<readonly [string, JsonObject, string]>([
  ["an e-mail address and a phone", { name: text, ...person }, "/name"],
  ["a first name", { name: text, first_name: text }, "/name"],
  ["a birth", { display_name: text, date_of_birth: text }, "/display_name"],
  ["an owner, who is called one", { owner: object({ name: text }) }, "/owner/name"],
  ["an owner of something", { account_owner: object({ name: text }) }, "/account_owner/name"],
  ["whom to ask", { billing_contact: object({ name: text }) }, "/billing_contact/name"],
  ["who approved it", { approved_by: object({ displayName: text }) }, "/approved_by/displayName"],
  ["nothing, where it is shown or short", { nickname: text }, "/nickname"],
])("a name is a person's beside %s", (_, fields, pointer) => {
  expect(namesIn("/parcels", fields)).toEqual([
    pointer,
    ...(pointer === "/name" && "first_name" in fields ? ["/first_name"] : []),
  ]);
});

test.each<readonly [string, JsonObject, string]>([
  ["/users", { displayName: text, avatarUrl: text }, "/displayName"],
  ["/people", { name: text, photo: text }, "/name"],
  ["/players", { nickname: text, score: integer }, "/nickname"],
  ["/customers", { name: text, ...person, currency: text, number: text, tax_id: text }, "/name"],
  ["/users", { name: text, website: text }, "/name"],
  ["/employees", { name: text, employees: integer, birthday: text }, "/name"],
])("a name is a person's in %s", (path, fields, pointer) => {
  expect(namesIn(path, fields)).toEqual([pointer]);
});

test.each<readonly [string, JsonObject]>([
  ["an address of a team", { name: text, email: text }],
  ["what an order has", { name: text, number: integer, ...person }],
  ["what a company has", { name: text, industry: text, ...person }],
  ["what a supplier has", { name: text, website: text, vat_number: text, ...person }],
  ["what a firm has", { name: text, domain: text, timezone: text, ...person }],
  ["nothing", { name: text }],
  ["what a customer has that is a company", { customer: object({ name: text, industry: text }) }],
  ["a price", { price: object({ nickname: text }) }],
  ["what only ends like who did it", { hobby: object({ name: text }), lobby: object({ name: text }) }],
])("a name is no person's beside %s", (_, fields) => {
  expect(namesIn("/parcels", fields)).toEqual([]);
});

test.each<readonly [string, string, JsonObject]>([
  ["/repos/full_name", "/repos", { name: text, full_name: text }],
  ["/devices/profile/displayName", "/devices", { profile: object({ displayName: text }) }],
  ["/groups/profile/name", "/groups", { profile: object({ name: text, description: text }) }],
  ["/catalog/item_option_data/display_name", "/catalog", { item_option_data: object({ display_name: text }) }],
  ["/methods/shipping_rate/name", "/methods", { shipping_rate: object({ name: text, amount: integer }) }],
])("%s names a thing", (_, path, fields) => {
  expect(namesIn(path, fields)).toEqual([]);
});

test.each<readonly [string, string, JsonObject]>([
  ["/users", "/full_name", { full_name: text }],
  ["/users", "/profile/displayName", { profile: object({ displayName: text }) }],
  ["/parcels", "/shipping/name", { shipping: object({ name: text, address: object({ line1: text }) }) }],
  ["/invoices", "/customer_name", { number: text, customer_name: text }],
  ["/accounts", "/accountHolderName", { accountHolderName: text }],
])("a person of %s is named by %s", (path, pointer, fields) => {
  expect(namesIn(path, fields)).toEqual([pointer]);
});

test.each<readonly [string, JsonObject]>([
  ["/donations", { email: text, amount: integer, currency: text }],
  ["/bookings", { price: integer }],
  ["/job_applications", { email: text, phone: text }],
  ["/business_cards", {}],
  ["/group_bookings", { guests: integer }],
  ["/service_requests", { description: text }],
  ["/tickets", { number: integer }],
  ["/orders", { number: integer }],
  ["/voters", { number: integer }],
  ["/donors", { currency: text }],
  ["/organization_roster", {}],
  ["/resources", { email: text }],
  ["/listings", { price: integer }],
  ["/plans", { birthday: text }],
])("a full name is somebody's in %s", (path, fields) => {
  expect(namesIn(path, { full_name: text, ...fields })).toEqual(["/full_name"]);
});

test.each(["/team_memberships", "/organization_roster"])("%s show the names of persons", (path) => {
  expect(namesIn(path, { display_name: text })).toEqual(["/display_name"]);
});

test.each<readonly [string, JsonObject]>([
  ["/repositories", {}],
  ["/organizations", { website: text }],
  ["/starred", { default_branch: text, clone_url: text }],
])("a full name is that of a thing in %s", (path, fields) => {
  expect(namesIn(path, { full_name: text, ...fields })).toEqual([]);
});

test.each(["profile", "details", "data"])("the %s of an order are somebody's", (holder) => {
  const record = { [holder]: object({ name: text, ...person }) };
  expect(namesIn("/orders", record)).toEqual([`/${holder}/name`]);
  expect(namesIn("/orders", { [holder]: object({ full_name: text }) })).toEqual([`/${holder}/full_name`]);
});

test("what is written about an application is about who applied, where it can be answered", () => {
  expect(namesIn("/jobs", { application_data: object({ name: text, ...person }) })).toEqual(["/application_data/name"]);
});

test("a login is a person's where persons have it", () => {
  const login = (path: string): unknown =>
    onlyStream({ path, record: object({ id: text, login: text }) }).stream.classes;
  expect(login("/users")).toEqual({ "/login": "pii" });
  expect(login("/orgs")).toBeUndefined();
});

test.each(["pin", "zip"])("an object called %s is no value of that name", (name) => {
  const { classes } = onlyStream({ record: object({ id: text, [name]: object({ state: text }) }) }).stream;
  expect(classes).toBeUndefined();
});

test.each(["pin", "cvv", "zip"])("an object called %s that may hold a value is one", (name) => {
  const kind = name === "zip" ? "pii" : "secret";
  for (const schema of [object({ value: text }), object({ code: text, updated_at: text }), { type: "object" }]) {
    const { classes } = onlyStream({ record: object({ id: text, [name]: schema }) }).stream;
    expect(classes).toEqual({ [`/${name}`]: kind });
  }
});

test("no link is a secret, and data that are called links are what they are", () => {
  const link = object({ href: text });
  const record = object({ id: text, _links: object({ resetPassword: link, generateApiKey: link }) });
  expect(onlyStream({ record }).stream.classes).toBeUndefined();
  const told = object({ id: text, links: object({ ...person, token: text }) });
  expect(onlyStream({ path: "/people", record: told }).stream.classes).toEqual({
    "/links/email": "pii",
    "/links/phone": "pii",
    "/links/token": "secret",
  });
});

test.each(["/instances", "/nodebalancers", "/servers"])("the addresses of %s are those of machines", (path) => {
  expect(onlyStream({ path, record: object({ id: text, ipv4: text }) }).stream.classes).toBeUndefined();
});

test.each<readonly [string, JsonObject]>([
  ["/observers", { ip: text }],
  ["/hosts", { ip: text }],
  ["/servers", { ip: text, email: text }],
])("the address of one of %s may be somebody's", (path, fields) => {
  expect(onlyStream({ path, record: object({ id: text, ...fields }) }).stream.classes).toHaveProperty("/ip", "pii");
});

test.each(["/stores", "/vendors", "/companies"])("a name is no person's in %s", (path) => {
  expect(namesIn(path, { name: text, ...person, timezone: text })).toEqual([]);
});

test.each(["ip", "ipv4", "ipv6", "ipAddress", "ipv6_address"])("%s is a place that somebody came from", (name) => {
  const { classes } = onlyStream({ record: object({ id: text, [name]: text }) }).stream;
  expect(classes).toEqual({ [`/${name}`]: "pii" });
});
