import { SyncReceipt } from "@waybill/react";
import type { ReactNode } from "react";
import { useIntegration } from "../product/product-context.tsx";
import { Link } from "../routing/link.tsx";
import { PageHead } from "../routing/page-head.tsx";
import { useSpeech } from "../words/speech.tsx";

/** One receipt at an address of its own, to send, print or keep. */
export function ReceiptPage({ id, receipt }: { readonly id: string; readonly receipt: string }): ReactNode {
  const { words } = useSpeech();
  const service = useIntegration(id)?.connector.title;
  return (
    <>
      <PageHead title={words.receipt} up={<Link to={{ page: "connection", id }}>{service}</Link>} />
      <SyncReceipt id={receipt} headingLevel={2} />
    </>
  );
}
