import { type RefObject, useEffect, useRef } from "react";

/** Where focus goes when what had it is gone: `index` is the place of its row in the list, if it was in one. */
export type NextFocus = (group: HTMLElement, index: number) => HTMLElement | null | undefined;

/** Keeps focus here when the focused element has gone: on `next`, or on the group. Never moves it otherwise. */
export function useKeptFocus<Group extends HTMLElement = HTMLDivElement>(next?: NextFocus): RefObject<Group | null> {
  const group = useRef<Group>(null);
  const focused = useRef<{ readonly element: Element; readonly index: number } | null>(null);
  useEffect(() => {
    const element = group.current;
    if (element === null) return undefined;
    const last = focused.current;
    if (last !== null && !last.element.isConnected && !hasFocus(element))
      (next?.(element, last.index) ?? element).focus();
    focused.current = null;
    const remember = () => {
      const activeElement = element.querySelector(":focus");
      focused.current = activeElement !== null ? { element: activeElement, index: placeOf(activeElement) } : null;
    };
    // An element that is taken away loses focus before it is gone: whether it was taken is known only afterwards.
    const look = () => queueMicrotask(() => focused.current?.element.isConnected === true && remember());
    remember();
    element.addEventListener("focusin", remember);
    element.addEventListener("focusout", look);
    return () => {
      element.removeEventListener("focusin", remember);
      element.removeEventListener("focusout", look);
    };
  });
  return group;
}

/** Whether anything at all has focus where the group is: the page, or a shadow root in it. */
function hasFocus(element: HTMLElement): boolean {
  const root = element.getRootNode();
  const { activeElement } = root instanceof ShadowRoot ? root : element.ownerDocument;
  return activeElement !== null && activeElement !== element.ownerDocument.body;
}

function placeOf(element: Element): number {
  const row = element.closest("li");
  return row === null ? -1 : [...(row.parentElement?.children ?? [])].indexOf(row);
}
