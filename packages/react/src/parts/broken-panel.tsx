import type { ReactElement } from "react";
import * as widgetTexts from "../messages/english/widget.ts";
import { useSay } from "../settings.ts";
import { Button } from "./button.tsx";

/** In the place of a widget that is a panel. */
export function BrokenPanel({ retry }: { readonly retry: () => void }): ReactElement {
  const say = useSay();
  return (
    <div className="wb wb-card" data-wb="broken">
      <div className="wb-row">
        <p className="wb-grow wb-muted">{say(widgetTexts.broken, {})}</p>
        <Button variant="quiet" label={say(widgetTexts.reload, {})} onPress={retry} />
      </div>
    </div>
  );
}
