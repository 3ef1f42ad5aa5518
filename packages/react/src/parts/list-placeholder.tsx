import type { ReactElement } from "react";
import type { PagedList } from "../hooks/use-pages.ts";
import { useSettings } from "../settings.ts";

export interface ListPlaceholderProps {
  readonly list: PagedList<unknown>;
  readonly kind: "fix" | "history";
}

const empty = { fix: "fix.none", history: "history.empty" } as const;
const rows = ["first", "second", "third"];

/** Where a list will be, holds nothing, or could not be read. An empty list is never claimed before it has been read. */
export function ListPlaceholder({ list, kind }: ListPlaceholderProps): ReactElement | null {
  const { speaker } = useSettings().language;
  if (list.state === "loading") {
    return (
      <div className="wb-body">
        <p className="wb-sr">{speaker.say(`${kind}.loading`, {})}</p>
        {rows.map((row) => (
          <span key={row} className="wb-skeleton wb-skeleton-line" />
        ))}
      </div>
    );
  }
  if (list.error !== null) {
    return (
      <div className="wb-row" data-part="error">
        <p className="wb-grow wb-muted">{speaker.say(`${kind}.unreadable`, {})}</p>
        <button type="button" className="wb-button" data-part="action" onClick={list.retry}>
          {speaker.say("history.retry", {})}
        </button>
      </div>
    );
  }
  if (list.items.length > 0) return null;
  return (
    <p className="wb-body wb-muted" data-part="empty">
      {speaker.say(empty[kind], {})}
    </p>
  );
}
