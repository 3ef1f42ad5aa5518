import { isFailureError } from "@waybill/transport";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useSpeech } from "../words/speech.tsx";

/** One thing that a person rarely does. */
export interface RareAction {
  readonly name: string;
  readonly about: string;
  /** Said when it could not be done, by what was thrown. */
  readonly failed: (error: unknown) => string;
  readonly run: () => Promise<void>;
}

/** A button that opens a short list of rare actions. Escape, or a press elsewhere, closes it. */
export function MoreMenu({ of, actions }: { readonly of: string; readonly actions: readonly RareAction[] }): ReactNode {
  const details = useRef<HTMLDetailsElement>(null);
  const { words } = useSpeech();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  useEffect(() => closeOnLeaving(details), []);
  const press = ({ run, failed: textOf }: RareAction): void => {
    if (busy) return;
    setBusy(true);
    setFailed(undefined);
    close(details);
    run()
      .catch((error: unknown) => {
        if (!isFailureError(error)) reportError(error);
        setFailed(textOf(error));
      })
      .finally(() => {
        setBusy(false);
      });
  };
  return (
    <>
      {failed === undefined ? null : (
        <p className="failed" role="alert">
          {failed}
        </p>
      )}
      <details ref={details} className="more">
        <summary className="button" data-kind="quiet" aria-label={words.moreFor(of)}>
          {busy ? words.working : words.more}
        </summary>
        <ul>
          {actions.map((action) => (
            <li key={action.name}>
              <button
                type="button"
                aria-disabled={busy}
                onClick={() => {
                  press(action);
                }}
              >
                {action.name}
                <span>{action.about}</span>
              </button>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

/** Focus that was on one of the actions goes back to what opened them. */
function close(details: { readonly current: HTMLDetailsElement | null }): void {
  if (details.current === null) return;
  details.current.open = false;
  details.current.querySelector("summary")?.focus();
}

function closeOnLeaving(details: { readonly current: HTMLDetailsElement | null }): () => void {
  const onPress = ({ target }: PointerEvent): void => {
    if (target instanceof Node && details.current?.open === true && !details.current.contains(target))
      details.current.open = false;
  };
  const onKey = ({ key }: KeyboardEvent): void => {
    if (key === "Escape" && details.current?.open === true) close(details);
  };
  document.addEventListener("pointerdown", onPress);
  document.addEventListener("keydown", onKey);
  return () => {
    document.removeEventListener("pointerdown", onPress);
    document.removeEventListener("keydown", onKey);
  };
}
