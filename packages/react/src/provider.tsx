"use client";

import { QueryClient } from "@tanstack/react-query";
import { type Clock, type StatusTarget, systemClock } from "@waybill/sync/status";
import { Fragment, type ReactElement, type ReactNode, useEffect, useMemo, useState } from "react";
import { LiveRegion } from "./announce/live-region.tsx";
import type { DescribeContext } from "./describe/wording.ts";
import { LiveGlance } from "./hooks/live-glance.tsx";
import { ownLanguage } from "./hooks/use-describe-context.ts";
import { madeOnce } from "./made-once.ts";
import * as announceTexts from "./messages/english/announce.ts";
import type { Messages } from "./messages/message.ts";
import { type Session, SessionContext, type WaybillSource, createSession, randomKey } from "./session.ts";
import { type Settings, SettingsContext, type TargetInfo, type Theme, createSettings } from "./settings.ts";
import { createTicker, fixedTicker } from "./ticker.ts";

export interface WaybillProviderProps {
  /**
   * Where status comes from. Leave it out where all widgets below are given their data. Keep it the same object between renders: with another source
   * everything below shows that source, and nothing of the one before.
   */
  readonly source?: WaybillSource | undefined;
  /**
   * The product's own client, to share its cache and devtools. Default: a private one; no `QueryClientProvider` is needed. Keep it the same object:
   * another client begins everything below anew, React state included, because observers keep the first they met.
   */
  readonly queryClient?: QueryClient | undefined;
  /** Names this source in a shared `queryClient`: two providers with one client need two scopes. */
  readonly scope?: string | undefined;
  /** BCP 47, for numbers, dates and lists. Default `en`. */
  readonly locale?: string | undefined;
  /** IANA name. Default: the reader's own zone, and UTC on a server. */
  readonly timeZone?: string | undefined;
  /** Epoch milliseconds at which time stands still: tests, examples, and servers that render for a known time. */
  readonly now?: number | undefined;
  /** Time and waiting. Default: the platform's. Keep it the same object between renders. */
  readonly clock?: Clock | undefined;
  /** Texts that replace the English ones, in `messages.language`. Keep it the same object between renders. */
  readonly messages?: Partial<Messages> | undefined;
  /** Default `inherit`: the `color-scheme` of the page decides. */
  readonly theme?: Theme | undefined;
  /** What the product calls a connection or stream, and how often it should sync. Keep it the same function between renders. */
  readonly describe?: ((target: StatusTarget) => TargetInfo) | undefined;
  /** Idempotency keys of actions. Default: 128 random bits. */
  readonly createKey?: (() => string) | undefined;
  /** Told of errors that widgets survived. Default: `reportError`. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /**
   * Loads the page anew, when a person presses for it because a newer version of the product has taken the store. Give it where something is to be saved
   * first. Default: `location.reload()`.
   */
  readonly reload?: (() => void) | undefined;
  /** Told what the live region says, so that the product can show it too. */
  readonly onAnnounce?: ((text: string) => void) | undefined;
  readonly children?: ReactNode;
}

/** Gives widgets and hooks below it their data, language and look, and holds the one live region they speak through. */
export function WaybillProvider(props: WaybillProviderProps): ReactElement {
  const settings = useProvidedSettings(props);
  const session = useProvidedSession(props, settings);
  const key = useChanges(props.queryClient);
  return (
    <SettingsContext.Provider value={settings}>
      <SessionContext.Provider value={session}>
        <Fragment key={key}>
          {props.children}
          {session === null ? null : <LiveRegion announcer={session.announcer} />}
        </Fragment>
      </SessionContext.Provider>
    </SettingsContext.Provider>
  );
}

/** How often the value has become another one. */
function useChanges(value: unknown): number {
  const [seen, setSeen] = useState({ value, changes: 0 });
  if (seen.value === value) return seen.changes;
  const next = { value, changes: seen.changes + 1 };
  setSeen(next);
  return next.changes;
}

function useProvidedSettings(props: WaybillProviderProps): Settings {
  const { locale, timeZone, now, clock, messages, theme, describe, onError, reload } = props;
  const ticker = useMemo(
    () => (now === undefined ? createTicker(clock ?? systemClock) : fixedTicker(now)),
    [now, clock],
  );
  return useMemo(
    () => createSettings({ locale, timeZone, messages, theme, describe, onError, reload, ticker }),
    [locale, timeZone, messages, theme, describe, onError, reload, ticker],
  );
}

/** Lives as long as its source and client. */
function useProvidedSession(props: WaybillProviderProps, settings: Settings): Session | null {
  const { source, queryClient, scope, clock } = props;
  const [own] = useState(() => new QueryClient());
  const [scopeOf] = useState(createScopes);
  const [voice] = useState(() => createVoice(props, settings));
  useEffect(() => voice.follow(props, settings));
  return useMemo(
    () =>
      source === undefined
        ? null
        : createSession({
            source,
            client: queryClient ?? own,
            scope: scopeOf(source, scope),
            clock: clock ?? systemClock,
            LiveGlance,
            ...voice.callbacks,
          }),
    [source, queryClient, own, scope, scopeOf, clock, voice],
  );
}

/** Nothing of one source is ever shown for another: each later one has keys of its own. The first has those that a server prefetched under. */
function createScopes(): (source: WaybillSource, scope: string | undefined) => string | undefined {
  const numbers = new WeakMap<WaybillSource, number>();
  let count = 0;
  return (source, scope) => {
    const number = numbers.get(source) ?? count++;
    numbers.set(source, number);
    return number === 0 ? scope : `${scope ?? ""}#${number}`;
  };
}

/** What later events say and tell follows the newest props without a new session. */
function createVoice(props: WaybillProviderProps, settings: Settings) {
  let latest = { props, settings };
  return {
    follow: (nextProps: WaybillProviderProps, nextSettings: Settings) => {
      latest = { props: nextProps, settings: nextSettings };
    },
    callbacks: {
      contextOf: (target: StatusTarget) => contextOf(latest.settings, target),
      summary: (count: number) => summaryOf(latest.settings, count),
      onAnnounce: (text: string) => latest.props.onAnnounce?.(text),
      onError: (error: unknown) => latest.settings.onError(error),
      createKey: () => (latest.props.createKey ?? randomKey)(),
    },
  };
}

function contextOf(settings: Settings, target: StatusTarget): DescribeContext {
  const now = settings.ticker.now();
  return { now, messages: settings.messages, language: madeOnce(settings, ownLanguage), ...settings.describe(target) };
}

function summaryOf(settings: Settings, count: number): string {
  const { format, speaker } = madeOnce(settings, ownLanguage);
  return speaker.say(announceTexts.several, { count: format.number(count) ?? "" }, count);
}
