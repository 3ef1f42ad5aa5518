import { SyncReceipt, useSyncReceipt } from "@waybill/react";
import type { ReactNode } from "react";
import { useIntegration } from "../product/product-context.tsx";
import { Link } from "../routing/link.tsx";
import { PageHead } from "../routing/page-head.tsx";
import { useSpeech } from "../words/speech.tsx";
import { streamName } from "../words/terms/terms.ts";

/** One receipt at an address of its own, to send, print or keep. */
export function ReceiptPage({ id, receipt }: { readonly id: string; readonly receipt: string }): ReactNode {
  const { words, terms } = useSpeech();
  const service = useIntegration(id)?.connector.title;
  const read = useSyncReceipt(receipt);
  const title = read.state === "found" ? words.receiptOf(streamName(terms, read.receipt.stream)) : words.receipt;
  return (
    <>
      <PageHead title={title} up={<Link to={{ page: "connection", id }}>{service}</Link>} />
      <SyncReceipt id={receipt} headingLevel={2} />
    </>
  );
}
