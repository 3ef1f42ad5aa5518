import { type RefObject, useEffect, useRef } from "react";

/** Where focus goes when what had it is gone: `index` is the place of its row in the list, if it was in one. */
export type NextFocus = (group: HTMLDivElement, index: number) => HTMLElement | null | undefined;

/** Keeps focus here when the focused element has gone: on `next`, or on the group. Never moves it otherwise. */
export function useKeptFocus(next?: NextFocus): RefObject<HTMLDivElement | null> {
  const group = useRef<HTMLDivElement>(null);
  const focused = useRef<{ readonly element: Element; readonly index: number } | null>(null);
  useEffect(() => {
    const element = group.current;
    if (element === null) return undefined;
    const last = focused.current;
    if (last !== null && !last.element.isConnected) (next?.(element, last.index) ?? element).focus();
    focused.current = null;
    const remember = () => {
      const { activeElement } = element.ownerDocument;
      focused.current =
        activeElement !== null && element.contains(activeElement)
          ? { element: activeElement, index: placeOf(activeElement) }
          : null;
    };
    remember();
    element.addEventListener("focusin", remember);
    element.addEventListener("focusout", remember);
    return () => {
      element.removeEventListener("focusin", remember);
      element.removeEventListener("focusout", remember);
    };
  });
  return group;
}

function placeOf(element: Element): number {
  const row = element.closest("li");
  return row === null ? -1 : [...(row.parentElement?.children ?? [])].indexOf(row);
}
