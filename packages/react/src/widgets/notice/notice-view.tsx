import { type ReactElement, type ReactNode, useId } from "react";
import type { OfferedAction } from "../../describe/actions.ts";
import type { SyncNoticeText } from "../../describe/notice.ts";
import type { SyncStatus } from "../../describe/status.ts";
import type { ActionControl } from "../../hooks/use-sync-action.ts";
import { ActionFailure, Actions } from "../../parts/actions.tsx";
import { Heading, type HeadingLevel } from "../../parts/heading.tsx";
import { StatusIcon } from "../../parts/icon.tsx";

const icons: Readonly<Record<SyncNoticeText["kind"], SyncStatus>> = {
  reload: "unknown",
  reconnect: "reconnect",
  failed: "failed",
  plan: "paused",
  partial: "partial",
  removals: "partial",
  rate_limited: "pending",
  overdue: "pending",
  not_durable: "partial",
};

export interface NoticeViewProps {
  readonly notice: SyncNoticeText;
  /** The button that helps, if there is one. */
  readonly offers: readonly OfferedAction[];
  readonly control: ActionControl;
  readonly headingLevel?: HeadingLevel | undefined;
  /** Buttons of the product, after ours. */
  readonly children?: ReactNode;
}

/** Title, what it means, what helps: without a root of its own. */
export function NoticeView({ notice, offers, control, headingLevel, children }: NoticeViewProps): ReactElement {
  const titleId = useId();
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for form controls; this groups text and buttons
    <div className="wb-lead" role="group" aria-labelledby={titleId}>
      <StatusIcon status={icons[notice.kind]} />
      <div className="wb-grow">
        <Heading level={headingLevel} id={titleId}>
          {notice.title}
        </Heading>
        {notice.body === undefined ? null : (
          <p data-part="body" title={notice.nextAttempt}>
            {notice.body}
            {notice.nextAttempt === undefined ? null : <span className="wb-sr"> {notice.nextAttempt}</span>}
          </p>
        )}
        {notice.attempt === undefined ? null : (
          <p className="wb-notice-more wb-num" data-part="attempt">
            {notice.attempt}
          </p>
        )}
        <Actions
          offers={offers}
          control={control}
          className="wb-actions"
          first={notice.tone === "danger" ? "primary" : "plain"}
        >
          {children}
        </Actions>
        <ActionFailure offers={offers} control={control} />
      </div>
    </div>
  );
}
