import { type ReactElement, useSyncExternalStore } from "react";
import type { Announcer } from "./announcer.ts";

const silence = () => "";

/** The provider's only live region. It is there, empty, before the first message: assistive technology misses a region that comes with its text. */
export function LiveRegion({ announcer }: { readonly announcer: Announcer }): ReactElement {
  const text = useSyncExternalStore(announcer.subscribe, announcer.text, silence);
  return (
    <output className="wb wb-sr" data-wb="announcer" aria-live="polite" aria-atomic="true">
      {text}
    </output>
  );
}
