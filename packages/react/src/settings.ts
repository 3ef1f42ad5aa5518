import type { StatusTarget } from "@waybill/sync/status";
import { createContext, useContext } from "react";
import type { SyncNames } from "./describe/wording.ts";
import type { Messages } from "./messages/message.ts";
import { type Speaker, createSpeaker } from "./messages/speaker.ts";
import { type Ticker, fixedTicker } from "./ticker.ts";

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
  /** BCP 47, for numbers, dates and lists. */
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
  /** Its language decides direction and `lang` of every widget. */
  readonly speaker: Speaker;
  readonly ticker: Ticker;
  readonly theme: Theme;
  readonly describe: (target: StatusTarget) => TargetInfo;
  readonly onError: (error: unknown) => void;
  /** What `make` makes of these settings, made once: constructing `Intl` objects dominates the cost of long lists. */
  readonly once: <T>(make: (settings: Settings) => T) => T;
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

export function createSettings(input: SettingsInput): Settings {
  const made = new Map<unknown, unknown>();
  const settings: Settings = {
    messages: input.messages ?? {},
    locale: input.locale,
    timeZone: input.timeZone,
    speaker: createSpeaker(input.messages),
    ticker: input.ticker ?? fixedTicker(null),
    theme: input.theme ?? "inherit",
    describe: input.describe ?? (() => ({})),
    onError: input.onError ?? reportError,
    once: <T>(make: (own: Settings) => T) => {
      if (!made.has(make)) made.set(make, make(settings));
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- under each maker lies what it made
      return made.get(make) as T;
    },
  };
  return settings;
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

/** Says texts in the language of the provider. */
export function useSay(): Speaker["say"] {
  return useSettings().speaker.say;
}
