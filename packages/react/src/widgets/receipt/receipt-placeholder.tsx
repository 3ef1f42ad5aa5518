import type { ReactElement } from "react";
import type { ReceiptState } from "../../hooks/use-sync-receipt.ts";
import { Heading, type HeadingLevel } from "../../parts/heading.tsx";
import { useSay } from "../../settings.ts";
import * as receiptTexts from "../../messages/english/receipt.ts";

export interface ReceiptPlaceholderProps {
  readonly shown: ReceiptState | { readonly state: "pending" };
  readonly titleId: string;
  readonly headingLevel: HeadingLevel | undefined;
}

const texts = {
  pending: receiptTexts.pending,
  missing: receiptTexts.missing,
  error: receiptTexts.unreadable,
  loading: receiptTexts.loading,
  found: receiptTexts.loading,
} as const;

const skeletonRows = ["checked", "created", "updated", "removed", "unchanged", "failed"];

/** Where a receipt will be, is no more, or could not be read. */
export function ReceiptPlaceholder({ shown, titleId, headingLevel }: ReceiptPlaceholderProps): ReactElement {
  const say = useSay();
  return (
    <>
      <div className="wb-row" data-part="header">
        <div className="wb-grow">
          <Heading level={headingLevel} id={titleId}>
            {say(receiptTexts.titles.run, {})}
          </Heading>
          <p className={shown.state === "loading" ? "wb-sr" : "wb-muted"} data-part="text">
            {say(texts[shown.state], {})}
          </p>
        </div>
        {shown.state === "error" ? (
          <button type="button" className="wb-button" data-part="action" onClick={shown.retry}>
            {say(receiptTexts.retry, {})}
          </button>
        ) : null}
      </div>
      {shown.state === "loading" ? (
        <div className="wb-body" aria-hidden="true">
          {skeletonRows.map((row) => (
            <span key={row} className="wb-skeleton wb-skeleton-line" />
          ))}
        </div>
      ) : null}
    </>
  );
}
