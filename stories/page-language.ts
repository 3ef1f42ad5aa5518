import { ar } from "@waybill/react/messages/ar";
import type { Messages, SyncNames } from "@waybill/react";

export type Direction = "ltr" | "rtl";

interface PageLanguage {
  readonly locale: string;
  readonly messages: Partial<Messages> | undefined;
}

const languages: Readonly<Record<Direction, PageLanguage>> = {
  ltr: { locale: "en-GB", messages: undefined },
  rtl: { locale: "ar", messages: ar },
};

/** What an Arabic product calls the records that stories are about. */
const contacts = {
  zero: "جهة اتصال",
  one: "جهة اتصال",
  two: "جهتا اتصال",
  few: "جهات اتصال",
  many: "جهة اتصال",
  other: "جهة اتصال",
};

/** A story's properties with its nouns in the page's language. */
export function inLanguage<Args extends object>(args: Args, direction: Direction): Args {
  const { names }: { readonly names?: SyncNames | undefined } = args;
  if (direction === "ltr" || names?.records === undefined) return args;
  return { ...args, names: { ...names, name: "جهات اتصال HubSpot", records: contacts } };
}

/** What a page of either direction speaks. */
export function pageLanguage(direction: Direction): PageLanguage {
  return languages[direction];
}
