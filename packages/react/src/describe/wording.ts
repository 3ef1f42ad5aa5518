import { foreignName } from "../format/foreign-name.ts";
import { createFormatters, type Formatters } from "../format/formatters.ts";
import * as nounTexts from "../messages/english/noun.ts";
import type { Messages } from "../messages/message.ts";
import { createSpeaker, type Speaker } from "../messages/speaker.ts";
import type { PluralForms } from "../messages/text.ts";

/** What things are called in the product. Shown to customers as they are. */
export interface SyncNames {
  /** The vendor: `HubSpot`. */
  readonly service?: string | undefined;
  /** This connection or stream, in buttons and announcements: `HubSpot contacts`. Default: the service. */
  readonly name?: string | undefined;
  /** Its records by plural category of the message language: `{ one: "contact", other: "contacts" }`. */
  readonly records?: PluralForms | undefined;
}

/** Texts and formats of one locale, made once and shared. */
export interface Language {
  readonly format: Formatters;
  readonly speaker: Speaker;
}

/** Whether the status could not be read. `reload`: nor can it until the page is loaded anew, as a newer version of the product has taken its store. */
export type Unreachable = boolean | "reload";

/** Everything besides the snapshot that decides what a person reads. */
export interface DescribeContext {
  /** Epoch milliseconds; null where there is no common now (a server, the first paint): times are then absolute. */
  readonly now: number | null;
  /** BCP 47; default `en`. */
  readonly locale?: string | undefined;
  /** IANA name; default: the platform's zone, and UTC while `now` is null. */
  readonly timeZone?: string | undefined;
  /** Texts that replace the English ones. */
  readonly messages?: Partial<Messages> | undefined;
  readonly names?: SyncNames | undefined;
  /** How often a sync is expected, milliseconds. After twice that without a complete one, it is overdue. Default: never overdue. */
  readonly expectedEveryMs?: number | undefined;
  /** Not false when reading the status failed; the snapshot is then the last one known. */
  readonly unreachable?: Unreachable | undefined;
  /** True when the sync goes on while no page is open, as on a server. Default false: it goes on when a page is opened again. */
  readonly runsWithoutPage?: boolean | undefined;
  /** Local changes that wait to be sent, when known. */
  readonly waiting?: number | undefined;
  /** Made once by a caller that describes often; default: made from `locale`, `timeZone` and `messages`. */
  readonly language?: Language | undefined;
}

/** A context with everything filled in, and the sentences that it speaks. */
export interface Wording {
  readonly context: DescribeContext;
  readonly now: number | null;
  readonly format: Formatters;
  readonly service: string;
  readonly name: string;
  readonly say: Speaker["say"];
  /** The records' noun for a number of them, or for records in general. */
  readonly records: (count?: number) => string;
}

/** A number whose noun names several at large: two would be a pair in Arabic. */
const several = 3;

/** Everybody reads the same on a server and at the first paint, whatever their zone. */
const zoneWithoutNow = "UTC";

export function createLanguage(context: DescribeContext): Language {
  const timeZone = context.timeZone ?? (context.now === null ? zoneWithoutNow : undefined);
  return {
    format: createFormatters({ locale: context.locale ?? "en", timeZone }),
    speaker: createSpeaker(context.messages),
  };
}

export function createWording(context: DescribeContext): Wording {
  const { format, speaker } = context.language ?? createLanguage(context);
  const { names } = context;
  const given = named(names?.service);
  const service = given === undefined ? speaker.say(nounTexts.service, {}) : foreignName(given, speaker.language);
  const name = named(names?.name);
  return {
    context,
    now: context.now,
    format,
    service,
    name: name === undefined ? service : foreignName(name, speaker.language),
    say: (said, parameters, count) => {
      const text = speaker.say(said, parameters, count);
      // A stand-in such as "the service" can open a sentence; a given name keeps its own spelling.
      return given === undefined && text.startsWith(service) ? withCapital(text, speaker.language) : text;
    },
    records: (count = several) =>
      names?.records === undefined
        ? speaker.say(nounTexts.records, {}, count)
        : foreignName(speaker.plural(names.records, count), speaker.language),
  };
}

/** Sentences that are there, one after another. */
export function sentences(...parts: readonly (string | undefined)[]): string | undefined {
  const said = parts.filter((part) => part !== undefined && part !== "");
  return said.length === 0 ? undefined : said.join(" ");
}

function named(name: string | undefined): string | undefined {
  const trimmed = name?.trim();
  return trimmed === "" ? undefined : trimmed;
}

function withCapital(text: string, language: string): string {
  const [first = ""] = text;
  return first.toLocaleUpperCase(language) + text.slice(first.length);
}
