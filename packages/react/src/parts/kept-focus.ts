import { type RefObject, useEffect, useRef } from "react";

/** Moves focus to the group when the focused button has gone from it, and never otherwise. */
export function useKeptFocus(): RefObject<HTMLDivElement | null> {
  const group = useRef<HTMLDivElement>(null);
  const focused = useRef<Element | null>(null);
  useEffect(() => {
    const element = group.current;
    if (element === null) return undefined;
    if (focused.current !== null && !focused.current.isConnected) element.focus();
    focused.current = null;
    const remember = () => {
      focused.current = element.contains(document.activeElement) ? document.activeElement : null;
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
