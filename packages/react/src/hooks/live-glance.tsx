import type { ReactElement } from "react";
import type { LiveGlanceProps } from "../session.ts";
import { useGlance } from "./use-glance.ts";

/** Shows the glance of a live target, by whatever draws it. */
export function LiveGlance({ target, info, children }: LiveGlanceProps): ReactElement {
  return children(useGlance(target, info));
}
