import { type ReactElement, useContext, useState } from "react";
import { SessionContext } from "../../session.ts";
import { useSay } from "../../settings.ts";
import * as announceTexts from "../../messages/english/announce.ts";
import * as receiptTexts from "../../messages/english/receipt.ts";

/** The receipt's reference, to be quoted to support. */
export function CopyReference({ id }: { readonly id: string }): ReactElement {
  const say = useSay();
  const announcer = useContext(SessionContext)?.announcer;
  const [result, setResult] = useState<"none" | "copied" | "failed">("none");
  const copy = async () => {
    try {
      // Rejects where the page may not write to the clipboard (no permission), throws where it has none (no secure context).
      await navigator.clipboard.writeText(id);
    } catch {
      setResult("failed");
      return;
    }
    setResult("copied");
    announcer?.say(say(announceTexts.copied, {}));
  };
  return (
    <div data-part="reference">
      <dt>{say(receiptTexts.reference, {})}</dt>
      <dd>
        <span className="wb-reference">
          <code className="wb-code">
            <bdi>{id}</bdi>
          </code>
          <button
            type="button"
            className="wb-button wb-copy"
            data-part="copy"
            aria-label={say(receiptTexts.copyNamed, { id })}
            onClick={() => void copy()}
          >
            {say(result === "copied" ? receiptTexts.copied : receiptTexts.copy, {})}
          </button>
        </span>
        {result === "failed" ? (
          <span className="wb-failure" role="alert">
            {say(receiptTexts.copyFailed, {})}
          </span>
        ) : null}
      </dd>
    </div>
  );
}
