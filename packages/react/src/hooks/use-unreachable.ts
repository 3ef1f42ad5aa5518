import { useQuery } from "@tanstack/react-query";
import type { StatusTarget } from "@waybill/sync/status";
import type { Session } from "../session.ts";

const nothing = () => null;

/** Whether the last read of the status failed. Reads nothing itself; renders again only when the answer changes. */
export function useUnreachable(session: Session, target: StatusTarget): boolean {
  const { isError } = useQuery(
    {
      ...session.status(target),
      select: nothing,
      enabled: false,
      notifyOnChangeProps: ["isError"],
    },
    session.client,
  );
  return isError;
}
