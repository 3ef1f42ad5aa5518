import type { ReactElement } from "react";
import * as statusTexts from "../messages/english/status.ts";
import { usePlainSay } from "../hooks/use-plain-say.ts";

/** In the place of a widget that stands in a line of text. */
export function BrokenLine(): ReactElement {
  const say = usePlainSay();
  return (
    <span className="wb wb-badge" data-wb="broken" data-tone="neutral">
      {say(statusTexts.statuses.unknown)}
    </span>
  );
}
