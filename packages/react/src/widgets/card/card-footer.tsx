import type { ReactElement, ReactNode } from "react";
import type { OfferedAction } from "../../describe/actions.ts";
import type { SyncDescription } from "../../describe/describe-sync.ts";
import type { ActionControl } from "../../hooks/use-sync-action.ts";
import { ActionFailure, Actions } from "../../parts/actions.tsx";

export interface CardFooterProps {
  readonly description: SyncDescription;
  readonly offers: readonly OfferedAction[];
  readonly control: ActionControl;
  readonly children?: ReactNode;
}

/** When it runs next, and what can be done now. Always there, so that a card keeps its height while its buttons change. */
export function CardFooter({ description, offers, control, children }: CardFooterProps): ReactElement {
  const first = description.status === "not_connected" ? "primary" : "plain";
  return (
    <div className="wb-footer" data-part="footer">
      <div className="wb-footer-line">
        <span className="wb-grow wb-num" data-part="next">
          {description.notice === undefined ? description.nextSync : undefined}
        </span>
        <Actions offers={offers} control={control} className="wb-side" first={first}>
          {children}
        </Actions>
      </div>
      <ActionFailure offers={offers} control={control} />
    </div>
  );
}
