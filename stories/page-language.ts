import { ar } from "@waybill/react/messages/ar";
import type { Messages } from "@waybill/react";

export type Direction = "ltr" | "rtl";

interface PageLanguage {
  readonly locale: string;
  readonly messages: Partial<Messages> | undefined;
}

const languages: Readonly<Record<Direction, PageLanguage>> = {
  ltr: { locale: "en-GB", messages: undefined },
  rtl: { locale: "ar", messages: ar },
};

/** What a page of either direction speaks. */
export function pageLanguage(direction: Direction): PageLanguage {
  return languages[direction];
}
