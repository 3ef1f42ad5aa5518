import { useQuery } from "@tanstack/react-query";
import type { StatusTarget } from "@waybill/sync/status";
import { unreachableOf } from "../describe/unreachable.ts";
import type { Unreachable } from "../describe/wording.ts";
import type { Session } from "../session.ts";

const nothing = () => null;

/** Whether the last read of the status failed, and what for. Reads nothing itself; renders again when one fails, or works after one that failed. */
export function useUnreachable(session: Session, target: StatusTarget): Unreachable {
  const { error } = useQuery(
    {
      ...session.status(target),
      select: nothing,
      enabled: false,
      notifyOnChangeProps: ["error"],
    },
    session.client,
  );
  return unreachableOf(error);
}
