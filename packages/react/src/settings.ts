import type { StatusTarget } from "@waybill/sync/status";
import { createContext, useContext } from "react";
import type { SyncNames } from "./describe/wording.ts";
import type { Messages } from "./messages/message.ts";
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
  /** Their language decides direction and `lang` of every widget. */
  readonly messages: Partial<Messages>;
  /** BCP 47, for numbers, dates and lists. */
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
  readonly ticker: Ticker;
  readonly theme: Theme;
  readonly describe: (target: StatusTarget) => TargetInfo;
  readonly onError: (error: unknown) => void;
  /** Loads the page anew. */
  readonly reload: () => void;
  /** What was made of these settings, by its maker. */
  readonly made: Map<unknown, unknown>;
}

export interface SettingsInput {
  readonly locale?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly messages?: Partial<Messages> | undefined;
  readonly theme?: Theme | undefined;
  readonly describe?: ((target: StatusTarget) => TargetInfo) | undefined;
  readonly onError?: ((error: unknown) => void) | undefined;
  readonly reload?: (() => void) | undefined;
  readonly ticker?: Ticker | undefined;
}

export function createSettings(input: SettingsInput): Settings {
  return {
    messages: input.messages ?? {},
    locale: input.locale,
    timeZone: input.timeZone,
    ticker: input.ticker ?? fixedTicker(null),
    theme: input.theme ?? "inherit",
    describe: input.describe ?? (() => ({})),
    onError: input.onError ?? reportError,
    reload: input.reload ?? (() => location.reload()),
    made: new Map(),
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
