import { type ReactElement, useEffect, useRef } from "react";
import { useClock } from "../../hooks/use-clock.ts";
import * as fixTexts from "../../messages/english/fix.ts";
import { Button } from "../../parts/button.tsx";
import { useSay } from "../../hooks/use-say.ts";
import { useSettings } from "../../settings.ts";

/** How long an ignored record can be had back. */
const undoMs = 10_000;

export interface IgnoredRowProps {
  readonly name: string;
  /** The same in the name of the button, which is no other record's. */
  readonly spoken: string;
  /** Absent once it cannot be undone. */
  readonly onUndo: (() => void) | undefined;
  /** Called once the time to undo has passed, and not while the button has focus. */
  readonly onPassed: () => void;
}

/** A record that was just ignored. It is given up only when this has been on the screen for ten seconds; leaving the page before keeps it. */
export function IgnoredRow({ name, spoken, onUndo, onPassed }: IgnoredRowProps): ReactElement {
  const say = useSay();
  const { onError } = useSettings();
  const clock = useClock();
  const row = useRef<HTMLDivElement>(null);
  const passed = useRef(onPassed);
  useEffect(() => {
    passed.current = onPassed;
  });
  useEffect(() => {
    const end = new AbortController();
    const giveUp = async () => {
      await clock.sleep(undoMs, end.signal);
      const element = row.current;
      if (element?.contains(element.ownerDocument.activeElement) === true) await focusLeaves(element, end.signal);
      if (!end.signal.aborted) passed.current();
    };
    giveUp().catch((reason: unknown) => {
      if (!end.signal.aborted) onError(reason);
    });
    return () => end.abort();
  }, [clock, onError]);
  return (
    <div className="wb-reference wb-grow" ref={row} data-part="ignored">
      <span className="wb-grow wb-muted">
        {say(fixTexts.ignored, {})} <bdi>{name}</bdi>
      </span>
      {onUndo === undefined ? null : (
        <Button
          action="undo"
          variant="quiet"
          label={say(fixTexts.undo, {})}
          name={say(fixTexts.undoNamed, { name: spoken })}
          onPress={onUndo}
        />
      )}
    </div>
  );
}

function focusLeaves(element: HTMLElement, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => element.addEventListener("focusout", resolve, { once: true, signal }));
}
