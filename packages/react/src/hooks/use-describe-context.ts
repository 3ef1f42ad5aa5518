import type { StatusTarget } from "@waybill/sync/status";
import { useContext, useMemo } from "react";
import { type DescribeContext, type Language, createLanguage } from "../describe/wording.ts";
import { madeOnce } from "../made-once.ts";
import { SessionContext } from "../session.ts";
import { type Settings, type TargetInfo, useSettings } from "../settings.ts";
import { useNow } from "./use-now.ts";

/** How to describe a target here and now: the provider's `describe`, over which `info` wins. */
export function useDescribeContext(target: StatusTarget | undefined, info?: TargetInfo): DescribeContext {
  const settings = useSettings();
  const now = useNow();
  const runsWithoutPage = useContext(SessionContext)?.source.runsWithoutPage;
  const { connection, stream } = target ?? {};
  const names = info?.names;
  const expectedEveryMs = info?.expectedEveryMs;
  return useMemo(() => {
    const told = connection === undefined ? undefined : settings.describe({ connection, stream });
    return {
      now,
      messages: settings.messages,
      language: madeOnce(settings, now === null ? firstPaintLanguage : ownLanguage),
      names: { ...told?.names, ...names },
      expectedEveryMs: expectedEveryMs ?? told?.expectedEveryMs,
      runsWithoutPage,
    };
  }, [settings, now, runsWithoutPage, connection, stream, names, expectedEveryMs]);
}

/** Texts and formats of the provider's locale and zone. */
export function ownLanguage(settings: Settings): Language {
  return createLanguage({ ...settings, now: 0 });
}

/** The same in UTC: what a server and the first paint speak. */
function firstPaintLanguage(settings: Settings): Language {
  return createLanguage({ ...settings, now: null });
}
