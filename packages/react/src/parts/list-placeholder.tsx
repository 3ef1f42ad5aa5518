import type { ReactElement } from "react";
import type { PagedList } from "../hooks/use-pages.ts";
import * as listTexts from "../messages/english/list.ts";
import type { Text } from "../messages/text.ts";
import { useSay } from "../hooks/use-say.ts";
import { ReadAgain, whyUnread } from "./unread.tsx";

export interface ListPlaceholderProps {
  readonly list: PagedList<unknown>;
  /** Without `empty`, what stands for nothing is not said here. */
  readonly texts: Readonly<Record<"loading" | "unreadable", Text>> & { readonly empty?: Text | undefined };
}

const rows = ["first", "second", "third"];

/** Where a list will be, holds nothing, or could not be read. An empty list is never claimed before it has been read. */
export function ListPlaceholder({ list, texts }: ListPlaceholderProps): ReactElement | null {
  const say = useSay();
  if (list.state === "loading") {
    return (
      <div className="wb-body">
        <p className="wb-sr">{say(texts.loading, {})}</p>
        {rows.map((row) => (
          <span key={row} className="wb-skeleton wb-skeleton-line" />
        ))}
      </div>
    );
  }
  if (list.error !== null) {
    return (
      <div className="wb-row" data-part="error">
        <p className="wb-grow wb-muted">{say(whyUnread(list.error, texts.unreadable), {})}</p>
        <ReadAgain error={list.error} label={listTexts.retry} retry={list.retry} />
      </div>
    );
  }
  if (list.items.length > 0 || texts.empty === undefined) return null;
  return (
    <p className="wb-body wb-muted" data-part="empty">
      {say(texts.empty, {})}
    </p>
  );
}
