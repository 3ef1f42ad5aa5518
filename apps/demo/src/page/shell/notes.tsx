import type { ReactNode } from "react";
import { canLeaveForConsent } from "../product/authorization.ts";
import { useProduct } from "../product/product-context.tsx";
import { integrationOf } from "../product/product.ts";
import { useSpeech } from "../words/speech.tsx";
import { reasonOf } from "./refusal.ts";

/** What a customer has to know before anything else. */
export function Notes(): ReactNode {
  const { product, arrival } = useProduct();
  const { words } = useSpeech();
  const refusing = arrival.state === "refused" ? integrationOf(product, arrival.id) : undefined;
  return (
    <>
      {arrival.state === "refused" && refusing !== undefined ? (
        <Note
          title={(refusing.connection === undefined ? words.notConnected : words.notReconnected)(
            refusing.connector.title,
          )}
        >
          {words[reasonOf(arrival.failure)]}
        </Note>
      ) : null}
      {product.store.durable ? null : (
        <Note title={words.nothingKept}>{canLeaveForConsent() ? words.nothingKeptAbout : words.siteDataRefused}</Note>
      )}
    </>
  );
}

function Note({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="note" role="note">
      <svg
        width="16"
        height="16"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        aria-hidden="true"
      >
        <path d="M8 2.25 14.25 13.5H1.75L8 2.25Z" strokeLinejoin="round" />
        <path d="M8 6.5v3M8 11.4v.2" strokeLinecap="round" />
      </svg>
      <p>
        <strong>{title}</strong>
        {children}
      </p>
    </div>
  );
}
