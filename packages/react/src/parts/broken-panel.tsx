import type { ReactElement } from "react";
import * as widgetTexts from "../messages/english/widget.ts";
import { useSay } from "../hooks/use-say.ts";
import { Button } from "./button.tsx";

export interface BrokenPanelProps {
  /** Of the panel that was there: a CSS length. Absent where none was. */
  readonly height: string | undefined;
  readonly retry: () => void;
}

/** In the place of a widget that is a panel. */
export function BrokenPanel({ height, retry }: BrokenPanelProps): ReactElement {
  const say = useSay();
  return (
    <div className="wb wb-card" data-wb="broken" style={{ minBlockSize: height }}>
      <div className="wb-row">
        <p className="wb-grow wb-muted">{say(widgetTexts.broken, {})}</p>
        <Button variant="quiet" label={say(widgetTexts.reload, {})} onPress={retry} />
      </div>
    </div>
  );
}
