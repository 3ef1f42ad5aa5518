import { type ReactElement, useContext, useState } from "react";
import * as announceTexts from "../../messages/english/announce.ts";
import * as receiptTexts from "../../messages/english/receipt.ts";
import { Button } from "../../parts/button.tsx";
import { SessionContext } from "../../session.ts";
import { useSay } from "../../hooks/use-say.ts";

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
          <Button
            part="copy"
            className="wb-copy"
            label={say(result === "copied" ? receiptTexts.copied : receiptTexts.copy, {})}
            name={result === "copied" ? undefined : say(receiptTexts.copyNamed, { id })}
            onPress={() => void copy()}
          />
        </span>
        {result === "failed" ? (
          <span className="wb-failure" data-tone="danger" role="alert">
            {say(receiptTexts.copyFailed, {})}
          </span>
        ) : null}
      </dd>
    </div>
  );
}
