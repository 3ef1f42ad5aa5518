import type { ReactElement } from "react";
import type { ReceiptState } from "../../hooks/use-sync-receipt.ts";
import * as receiptTexts from "../../messages/english/receipt.ts";
import { ReadAgain, whyUnread } from "../../parts/unread.tsx";
import { useSay } from "../../hooks/use-say.ts";

/** A receipt, or what stands in its place; `pending`: the run has not ended. */
export type ShownReceipt = ReceiptState | { readonly state: "pending" };

interface Shown {
  readonly shown: ShownReceipt;
}

const texts = {
  pending: receiptTexts.pending,
  missing: receiptTexts.missing,
  error: receiptTexts.unreadable,
  loading: receiptTexts.loading,
  found: receiptTexts.loading,
} as const;

const skeletonRows = ["checked", "created", "updated", "removed", "unchanged", "failed"];

/** Why there is no receipt to see. */
export function ReceiptPlaceholderText({ shown }: Shown): ReactElement {
  const say = useSay();
  return (
    <p className={shown.state === "loading" ? "wb-sr" : "wb-muted"} data-part="text">
      {say(shown.state === "error" ? whyUnread(shown.error, texts.error) : texts[shown.state], {})}
    </p>
  );
}

export function ReceiptRetry({ shown }: Shown): ReactElement | null {
  return shown.state === "error" ? (
    <ReadAgain error={shown.error} retry={shown.retry} label={receiptTexts.retry} />
  ) : null;
}

export function ReceiptSkeleton({ shown }: Shown): ReactElement | null {
  if (shown.state !== "loading") return null;
  return (
    <div className="wb-body" aria-hidden="true">
      {skeletonRows.map((row) => (
        <span key={row} className="wb-skeleton wb-skeleton-line" />
      ))}
    </div>
  );
}
