import type { StatusTarget } from "@waybill/sync/status";
import { useEffect } from "react";
import type { Session } from "../session.ts";

/** Keeps a target's status live while the caller is mounted. */
export function useLiveTarget(session: Session, { connection, stream }: StatusTarget): void {
  useEffect(() => session.live.hold({ connection, stream }), [session, connection, stream]);
}
