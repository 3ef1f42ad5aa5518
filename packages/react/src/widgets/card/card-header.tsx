import type { ReactElement, ReactNode } from "react";
import type { SyncDescription } from "../../describe/describe-sync.ts";
import * as widgetTexts from "../../messages/english/widget.ts";
import { Badge } from "../../parts/badge.tsx";
import { Heading, type HeadingLevel } from "../../parts/heading.tsx";
import { useSay } from "../../hooks/use-say.ts";

export interface CardHeaderProps {
  readonly title: string;
  readonly titleId: string;
  readonly headingLevel: HeadingLevel | undefined;
  readonly logo: ReactNode;
  readonly account: string | undefined;
  readonly description: SyncDescription;
}

export function CardHeader(props: CardHeaderProps): ReactElement {
  const { title, titleId, headingLevel, logo, account, description } = props;
  return (
    <div className="wb-row" data-part="header">
      <span className="wb-logo" data-part="logo" aria-hidden="true">
        {logo ?? Array.from(title)[0]?.toLocaleUpperCase()}
      </span>
      <div className="wb-grow">
        <Heading level={headingLevel} id={titleId}>
          <bdi>{title}</bdi>
        </Heading>
        <p className="wb-meta" data-part="meta">
          {account === undefined ? null : (
            <span data-part="account">
              <bdi className="wb-name">{account}</bdi>
            </span>
          )}
          <Meta description={description} />
        </p>
      </div>
      <Badge status={description.status} tone={description.tone} label={description.label} />
    </div>
  );
}

/** What the notice and the bar do not say already. */
function Meta({ description }: { readonly description: SyncDescription }): ReactElement {
  const { status, detail, lastSynced, observed, notice } = description;
  const say = useSay();
  if (status === "loading")
    return (
      <span>
        <span className="wb-sr">{say(widgetTexts.loading, {})}</span>
        <span className="wb-skeleton wb-skeleton-line" />
      </span>
    );
  const quiet = status === "syncing" || notice !== undefined;
  const said = notice?.kind === "overdue" ? undefined : quiet ? lastSynced : detail;
  return (
    <>
      {said === undefined ? null : <span data-part="detail">{said}</span>}
      {observed === undefined || said === detail ? null : <span data-part="observed">{observed}</span>}
    </>
  );
}
