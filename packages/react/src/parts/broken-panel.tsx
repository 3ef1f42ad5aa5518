import type { ReactElement } from "react";
import * as widgetTexts from "../messages/english/widget.ts";
import { useSay } from "../settings.ts";

/** In the place of a widget that is a panel. */
export function BrokenPanel({ retry }: { readonly retry: () => void }): ReactElement {
  const say = useSay();
  return (
    <div className="wb wb-card" data-wb="broken">
      <div className="wb-row">
        <p className="wb-grow wb-muted">{say(widgetTexts.broken, {})}</p>
        <button type="button" className="wb-button" data-variant="quiet" onClick={retry}>
          {say(widgetTexts.reload, {})}
        </button>
      </div>
    </div>
  );
}
