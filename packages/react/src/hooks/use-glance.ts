import { useQuery } from "@tanstack/react-query";
import type { StatusTarget, SyncSnapshot } from "@waybill/sync/status";
import { useCallback } from "react";
import { type Glance, asOld, glanceOf } from "../describe/glance.ts";
import { unreachableOf } from "../describe/unreachable.ts";
import * as statusTexts from "../messages/english/status.ts";
import { useSession } from "../session.ts";
import { type TargetInfo, useSettings } from "../settings.ts";
import { useLiveTarget } from "./use-live-target.ts";
import { useNow } from "./use-now.ts";
import { usePlainSay } from "./use-plain-say.ts";

/** Status, tone and label of a connection or stream, live: what a badge shows, and nothing that it does not. */
export function useGlance(target: StatusTarget, info?: TargetInfo): Glance {
  const { describe } = useSettings();
  const say = usePlainSay();
  const session = useSession("StatusBadge");
  const now = useNow();
  const expectedEveryMs = info?.expectedEveryMs ?? describe(target).expectedEveryMs;
  const select = useCallback(
    (snapshot: SyncSnapshot) => glanceOf(snapshot, { now, expectedEveryMs }, say),
    [now, expectedEveryMs, say],
  );
  useLiveTarget(session, target);
  // Nothing else of the result is touched: TanStack Query renders again for what was read.
  const { data, error } = useQuery({ ...session.status(target), select }, session.client);
  const unreachable = unreachableOf(error);
  const known = unreachable !== false && data !== undefined ? asOld(data) : data;
  const glance = known ?? glanceOf(undefined, { now, unreachable }, say);
  if (unreachable !== "reload") return glance;
  // A badge may be all that a page shows, and has no other place to say it.
  return { ...glance, label: `${glance.label} · ${say(statusTexts.reload)}` };
}
