import { useLayoutEffect, useRef } from "react";
import type { Place } from "./place.ts";

/** Moves focus to the heading of each page after the first, so that reading goes on at what is new. Choices within a page leave it where it is. */
export function useFocusOnMove(place: Place): void {
  const page = pageOf(place);
  const before = useRef(page);
  useLayoutEffect(() => {
    if (before.current === page) return;
    before.current = page;
    document.querySelector<HTMLElement>("h1")?.focus();
  }, [page]);
}

/** Another stream, or other rows of one list, is still the same page. */
function pageOf(place: Place): string {
  const { page, id, receipt, record, run }: Partial<Record<string, string>> = { ...place };
  return [page, id, receipt, record, run].join(" ");
}
