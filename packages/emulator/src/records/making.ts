import type { Words } from "./words.ts";
import type { Instants } from "./timeline.ts";

/** One person and their company: every name, address and domain of a record belongs to the same one. */
export interface Person {
  readonly first: string;
  readonly last: string;
  readonly name: string;
  readonly handle: string;
  readonly email: string;
  readonly company: string;
  readonly domain: string;
}

/** What the values of one record are made from. */
export interface Making {
  readonly words: Words;
  readonly person: Person;
  readonly instants: Instants;
  /** Name of the stream, which says what a `name` or a `title` is. */
  readonly stream: string;
  /** Name of the field in the making. */
  readonly field: string;
  /** How often no value was found that a schema allows: what can be left out then is. */
  readonly misfits: { count: number };
}

/** Starts a record: seeds the words and draws its person. Addresses use `.example` (RFC 2606), so no mail ever reaches anyone. */
export function beginRecord(options: { words: Words; seed: number; instants: Instants; stream: string }): Making {
  const { words, seed, instants, stream } = options;
  words.random.seed(seed);
  const first = words.faker.person.firstName();
  const last = words.faker.person.lastName();
  const company = words.faker.company.name();
  const domain = `${slug(company)}.example`;
  const handle = `${slug(first)}.${slug(last)}`;
  const person = { first, last, name: `${first} ${last}`, handle, email: `${handle}@${domain}`, company, domain };
  return { words, person, instants, stream, field: "", misfits: { count: 0 } };
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
