import { writeInstant } from "./instants.ts";
import type { Making } from "./making.ts";

type Writer = (making: Making) => string;

/** What a text field is about, told by its name: the first entry that matches, the more particular first. */
const byName: readonly (readonly [RegExp, Writer])[] = [
  [/e-?mail/i, ({ person }) => person().email],
  [/first_?name|given_?name|^first$/i, ({ person }) => person().first],
  [/last_?name|family_?name|surname|^last$/i, ({ person }) => person().last],
  [/user_?name|^login$|screen_?name|nick_?name|^handle$/i, ({ person }) => person().handle],
  [/phone|mobile|^fax|_fax/i, ({ words }) => words.faker.phone.number({ style: "international" })],
  [
    /avatar|image|photo|picture|logo|icon|thumbnail/i,
    ({ words }) => `https://images.example.com/${words.faker.string.alphanumeric(12)}.png`,
  ],
  [
    /(^|_)(url|uri|href|link|website|homepage|web)$|(Url|Uri|Href|Link)$/,
    ({ person, words }) => `https://${person().domain}/${words.faker.lorem.slug(2)}`,
  ],
  [/domain|host_?name/i, ({ person }) => person().domain],
  [/company|organi[sz]ation|account_?name|vendor_?name|employer|merchant_?name/i, ({ person }) => person().company],
  [
    /full_?name|contact_?name|customer_?name|owner_?name|display_?name|real_?name|author|assignee/i,
    ({ person }) => person().name,
  ],
  [/job|position_?title|role_?title/i, ({ words }) => words.faker.person.jobTitle()],
  [/street|address_?1|address_?line_?1|line_?1/i, ({ words }) => words.faker.location.streetAddress()],
  [/address_?2|address_?line_?2|line_?2/i, ({ words }) => words.faker.location.secondaryAddress()],
  [/zip|postal/i, ({ words }) => words.faker.location.zipCode()],
  [/city|town|locality/i, ({ words }) => words.faker.location.city()],
  [/country_?code|country_?iso/i, ({ words }) => words.faker.location.countryCode()],
  [/country/i, ({ words }) => words.faker.location.country()],
  [/(^|_)(state|province|region)(_?name)?$/i, ({ words }) => words.faker.location.state()],
  [/currency/i, ({ words }) => words.faker.helpers.arrayElement(["EUR", "USD", "GBP", "SEK", "CHF"])],
  [/locale|language/i, ({ words }) => words.faker.helpers.arrayElement(["en", "en-GB", "de", "fr", "es", "nl"])],
  [
    /time_?zone/i,
    ({ words }) => words.faker.helpers.arrayElement(["Europe/Berlin", "America/New_York", "Asia/Tokyo", "UTC"]),
  ],
  [/colou?r/i, ({ words }) => words.faker.color.rgb()],
  [/ip_?address|(^|_)ip$/i, ({ words }) => words.faker.internet.ipv4()],
  [/user_?agent/i, ({ words }) => words.faker.internet.userAgent()],
  [/sku|(^|_)code$/i, ({ words }) => words.faker.string.alphanumeric({ length: 8, casing: "upper" })],
  [
    /sha|hash|etag|digest|checksum/i,
    ({ words }) => words.faker.string.hexadecimal({ length: 40, casing: "lower", prefix: "" }),
  ],
  [/token|secret|password/i, ({ words }) => `not_a_secret_${words.faker.string.alphanumeric(16)}`],
  [/amount|price|total|balance|value|cost|fee/i, ({ words }) => words.faker.finance.amount({ min: 10, max: 9000 })],
  [/description|summary|body|notes?$|comment|message|content|text|bio|about|reason/i, sentence],
  [/subject|title|headline|label|topic/i, (making) => titleOf(making)],
  [/slug/i, ({ words }) => words.faker.lorem.slug(2)],
  [/(^|_)id$|Id$|ID$|uuid|gid|guid/, ({ words }) => words.faker.string.alphanumeric(16)],
  [/name/i, (making) => nameOf(making)],
];

/** Formats of JSON Schema and OpenAPI; a declared format wins over the name. */
const byFormat: Readonly<Record<string, Writer>> = {
  date: (making) => `${writeInstant(instantFor(making), "date", 1)}`,
  "date-time": (making) => `${writeInstant(instantFor(making), "date-time", 1000)}`,
  time: (making) => `${writeInstant(instantFor(making), "date-time", 1000)}`.slice(11),
  duration: ({ words }) => `PT${words.faker.number.int({ min: 1, max: 90 })}M`,
  email: ({ person }) => person().email,
  "idn-email": ({ person }) => person().email,
  hostname: ({ person }) => person().domain,
  "idn-hostname": ({ person }) => person().domain,
  ipv4: ({ words }) => words.faker.internet.ipv4(),
  ipv6: ({ words }) => words.faker.internet.ipv6(),
  uri: ({ person, words }) => `https://${person().domain}/${words.faker.lorem.slug(2)}`,
  url: ({ person, words }) => `https://${person().domain}/${words.faker.lorem.slug(2)}`,
  "uri-reference": ({ words }) => `/${words.faker.lorem.slug(2)}`,
  iri: ({ person }) => `https://${person().domain}/`,
  uuid: ({ words }) => words.faker.string.uuid(),
  byte: ({ words }) => btoa(words.faker.lorem.words(3)),
  binary: ({ words }) => words.faker.lorem.words(3),
  decimal: ({ words }) => words.faker.finance.amount({ min: 10, max: 9000 }),
  "json-pointer": ({ words }) => `/${words.faker.lorem.word()}`,
  regex: () => "^[a-z]+$",
};

/** The text for a field: by format, else by name, else undefined (the caller has the schema's example). */
export function textFor(making: Making, name: string, format: string | undefined): string | undefined {
  const formatted = format === undefined ? undefined : byFormat[format];
  if (formatted !== undefined) return formatted({ ...making, field: name });
  if (isDateName(name)) return `${writeInstant(instantFor({ ...making, field: name }), "date-time", 1000)}`;
  return byName[meaningOf(name, making)]?.[1]({ ...making, field: name });
}

/** Place of the first meaning that a name matches. */
function meaningOf(name: string, { words: { meanings } }: Making): number {
  const known = meanings.get(name);
  if (known !== undefined) return known;
  const found = byName.findIndex(([pattern]) => pattern.test(name));
  meanings.set(name, found);
  return found;
}

/** Which of the record's instants a field of this name means. */
export function instantFor({ field, instants }: Making): number {
  if (/creat|added?_|insert|joined|signed_?up|registered|started|opened|enqueued/i.test(field)) return instants.created;
  if (/updat|modif|chang|edited|last_|seen|synced|finished|completed/i.test(field)) return instants.updated;
  return instants.event;
}

export const isDateName = (name: string): boolean =>
  /(_at|_on|_date|_time|_timestamp|^date|^timestamp|_ts)$|(At|Date|DateTime|Timestamp|DateUTC)$/.test(name);

function sentence({ words }: Making): string {
  return `${words.faker.company.buzzVerb()} ${words.faker.company.buzzAdjective()} ${words.faker.company.buzzNoun()}`.replace(
    /^./,
    (first) => first.toUpperCase(),
  );
}

/** A record's title depends on what the stream holds: a task is something to do, a deal something to sell. */
function titleOf(making: Making): string {
  const { stream, words, person } = making;
  if (/deal|opportunit|quote|order|subscription/i.test(stream))
    return `${person().company}: ${words.faker.commerce.productName()}`;
  if (/task|issue|ticket|activit|reminder|card/i.test(stream)) return sentence(making);
  return words.faker.commerce.productName();
}

function nameOf(making: Making): string {
  const { stream, words, person } = making;
  if (/contact|person|people|user|member|lead|customer|employee|profile|admin|candidate|author/i.test(stream))
    return person().name;
  if (/compan|organi[sz]ation|account|merchant|vendor|supplier|client|workspace|tenant/i.test(stream))
    return person().company;
  if (/product|item|plan|price|sku|variant|catalog/i.test(stream)) return words.faker.commerce.productName();
  if (/deal|project|campaign|task|board|list|pipeline|event/i.test(stream)) return titleOf(making);
  return `${words.faker.word.adjective()} ${words.faker.word.noun()}`;
}
