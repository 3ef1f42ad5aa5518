import { type Clock, systemClock } from "@waybill/sync/status";
import { useContext } from "react";
import { SessionContext } from "../session.ts";

/** The clock of the provider above; the platform's where there is none. */
export function useClock(): Clock {
  return useContext(SessionContext)?.clock ?? systemClock;
}
