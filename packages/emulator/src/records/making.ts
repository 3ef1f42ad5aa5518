import { hash } from "../random.ts";
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
  /** The one person that the record is about: drawn when first asked for, as most records say nothing of anybody. */
  readonly person: () => Person;
  readonly instants: Instants;
  /** Name of the stream, which says what a `name` or a `title` is. */
  readonly stream: string;
  /** Name of the field in the making. */
  readonly field: string;
  /** How often no value was found that a schema allows: what can be left out then is. */
  readonly misfits: { count: number };
}

/** Starts a record: seeds the words, and those of its person apart from all others. */
export function beginRecord(options: { words: Words; seed: number; instants: Instants; stream: string }): Making {
  const { words, seed, instants, stream } = options;
  words.random.seed(hash(seed, "values"));
  let drawn: Person | undefined;
  const person = (): Person => (drawn ??= words.random.aside(seed, () => drawPerson(words)));
  return { words, person, instants, stream, field: "", misfits: { count: 0 } };
}

/** Addresses use `.example` (RFC 2606), so no mail ever reaches anyone. */
function drawPerson(words: Words): Person {
  const first = words.faker.person.firstName();
  const last = words.faker.person.lastName();
  const company = words.faker.company.name();
  const domain = `${slug(company)}.example`;
  const handle = `${slug(first)}.${slug(last)}`;
  return { first, last, name: `${first} ${last}`, handle, email: `${handle}@${domain}`, company, domain };
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
