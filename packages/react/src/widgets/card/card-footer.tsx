import type { ReactElement, ReactNode } from "react";
import type { OfferedAction } from "../../describe/actions.ts";
import type { SyncDescription } from "../../describe/describe-sync.ts";
import type { ActionControl } from "../../hooks/use-sync-action.ts";
import { ActionFailure, Actions } from "../../parts/actions.tsx";
import { isGiven } from "../../parts/is-given.ts";

export interface CardFooterProps {
  readonly description: SyncDescription;
  readonly offers: readonly OfferedAction[];
  readonly control: ActionControl;
  readonly children?: ReactNode;
}

/** When it runs next, and what can be done now. The one heavy button of a card is in its notice, when there is one. */
export function CardFooter({ description, offers, control, children }: CardFooterProps): ReactElement | null {
  const { status, notice, nextSync } = description;
  const next = notice === undefined && status !== "pending" ? nextSync : undefined;
  const idle = !offers.some(({ kind }) => control.can(kind)) && !isGiven(children);
  if (idle && next === undefined && status !== "loading") return null;
  const first = status === "not_connected" ? "primary" : notice === undefined ? "plain" : "quiet";
  return (
    <div className="wb-footer" data-part="footer">
      <div className="wb-footer-line">
        <span className="wb-grow wb-num" data-part="next">
          {next}
        </span>
        <Actions offers={offers} control={control} className="wb-side" first={first}>
          {children}
        </Actions>
      </div>
      <ActionFailure offers={offers} control={control} />
    </div>
  );
}
