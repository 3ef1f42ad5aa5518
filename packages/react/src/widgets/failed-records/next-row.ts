import type { NextFocus } from "../../parts/kept-focus.ts";

/** When a row leaves, focus goes to a button of the row in its place; when the last has left, to the heading. */
export const nextRow: NextFocus = (group, index) => {
  const rows = [...group.querySelectorAll("li")];
  const row = rows[Math.min(index, rows.length - 1)];
  const action = row?.querySelector<HTMLElement>("[data-action]");
  if (action !== null && action !== undefined) return action;
  const title = group.closest("[data-wb]")?.querySelector<HTMLElement>("[data-part=title]");
  if (title !== null && title !== undefined) title.tabIndex = -1;
  return title;
};
