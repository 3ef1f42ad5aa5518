import { type CSSProperties, type ReactElement, type RefObject } from "react";
import * as widgetTexts from "../messages/english/widget.ts";
import { useSay } from "../hooks/use-say.ts";
import { Button } from "./button.tsx";

export interface BrokenPanelProps {
  readonly panelRef: RefObject<HTMLDivElement | null>;
  /** Height and margins of the panel that was there. Absent where none was. */
  readonly place: CSSProperties | undefined;
  readonly retry: () => void;
}

/** In the place of a widget that is a panel. Of a low one it takes the room to its edges, and scrolls what still finds none. */
export function BrokenPanel({ panelRef, place, retry }: BrokenPanelProps): ReactElement {
  const say = useSay();
  return (
    <div ref={panelRef} className="wb wb-card" data-wb="broken" style={place && { ...place, overflow: "auto" }}>
      <div className="wb-row" style={place && { paddingBlock: 0 }}>
        <p className="wb-grow wb-muted">{say(widgetTexts.broken, {})}</p>
        <Button variant="quiet" label={say(widgetTexts.reload, {})} onPress={retry} />
      </div>
    </div>
  );
}
