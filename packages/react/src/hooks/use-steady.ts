import { useEffect, useRef, useState } from "react";
import { useSettings } from "../settings.ts";

/** When a skeleton is first seen: the stylesheet hides it until then. */
const appearsAfterMs = 400;
/** What is seen for less than this only flickers. */
const staysForMs = 300;

/** What a widget shows: `next`, but a skeleton that has come into sight stays until it has been seen. */
export function useSteady<T extends object>(next: T, isSkeleton: boolean): T {
  const { ticker } = useSettings();
  const [seen, setSeen] = useState<T>();
  const latest = useRef(next);
  useEffect(() => {
    latest.current = next;
  });
  useEffect(() => {
    if (!isSkeleton) return undefined;
    return ticker.after(appearsAfterMs, () => setSeen(latest.current));
  }, [ticker, isSkeleton]);
  useEffect(() => {
    if (seen === undefined) return undefined;
    const off = ticker.after(staysForMs, () => setSeen(undefined));
    return () => {
      off();
      // The next ticker may stand still, and would never end it.
      setSeen(undefined);
    };
  }, [ticker, seen]);
  return seen ?? next;
}
