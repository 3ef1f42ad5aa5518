import type { StatusTarget } from "@waybill/sync/status";
import { createContext, useContext } from "react";
import type { Messages } from "./messages/message.ts";
import { type Language, type SyncNames, createLanguage } from "./describe/wording.ts";
import type { Ticker } from "./ticker.ts";

/** What the product says of one connection or stream. */
export interface TargetInfo {
  readonly names?: SyncNames | undefined;
  /** How often it is expected to sync, milliseconds: after twice that, it is shown as overdue. */
  readonly expectedEveryMs?: number | undefined;
}

/** Looks of all widgets: `inherit` follows the `color-scheme` of the page around them. */
export type Theme = "inherit" | "light" | "dark" | "system";

/** Everything that widgets need besides data. */
export interface Settings {
  readonly messages: Partial<Messages>;
  /** Language of the texts: direction and `lang` of every widget. */
  readonly textLanguage: string;
  readonly language: Language;
  /** The same in UTC: what a server and the first paint speak. */
  readonly firstPaintLanguage: Language;
  readonly ticker: Ticker | undefined;
  readonly theme: Theme;
  readonly describe: (target: StatusTarget) => TargetInfo;
  readonly onError: (error: unknown) => void;
}

export interface SettingsInput {
  readonly locale?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly messages?: Partial<Messages> | undefined;
  readonly theme?: Theme | undefined;
  readonly describe?: ((target: StatusTarget) => TargetInfo) | undefined;
  readonly onError?: ((error: unknown) => void) | undefined;
  readonly ticker?: Ticker | undefined;
}

const noInfo: TargetInfo = Object.freeze({});

export function createSettings(input: SettingsInput): Settings {
  const { locale, timeZone, messages = {}, ticker } = input;
  return {
    messages,
    textLanguage: messages.language ?? "en",
    language: createLanguage({ now: 0, locale, timeZone, messages }),
    firstPaintLanguage: createLanguage({ now: null, locale, timeZone, messages }),
    ticker,
    theme: input.theme ?? "inherit",
    describe: input.describe ?? (() => noInfo),
    onError: input.onError ?? reportError,
  };
}

/** Where nobody listens, an error must still be seen by a developer. */
function reportError(error: unknown): void {
  globalThis.reportError?.(error);
}

/** Presentational widgets work without a provider: in English, with absolute times. */
export const SettingsContext: React.Context<Settings> = createContext<Settings>(createSettings({}));

export function useSettings(): Settings {
  return useContext(SettingsContext);
}
