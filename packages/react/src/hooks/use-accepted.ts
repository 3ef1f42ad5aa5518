import { useEffect, useRef } from "react";
import type { ActionKind } from "../describe/actions.ts";
import type { ActionState } from "./use-sync-action.ts";

/** Calls `then` when a press on the button of `kind` has been taken, once; not for one that was taken before the widget came. */
export function useAccepted(control: ActionState, kind: ActionKind, then: () => unknown): void {
  const isTaken = control.state === "accepted" && control.kind === kind;
  const wasTaken = useRef(isTaken);
  useEffect(() => {
    if (isTaken && !wasTaken.current) then();
    wasTaken.current = isTaken;
  });
}
