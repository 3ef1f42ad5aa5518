import { type Contender, type Row, drawings, labels, rowCount, rowHeight, tones } from "./row.ts";

/** What a careful person writes without a framework: a window of rows, and for each event the one row that it is about. */
export function byHand(container: HTMLElement): Contender {
  const inner = container.appendChild(document.createElement("div"));
  inner.style.height = `${rowCount * rowHeight}px`;
  inner.style.position = "relative";
  const shown = new Map<number, HTMLElement>();
  for (let id = 0; id * rowHeight < container.clientHeight + 5 * rowHeight; id += 1) {
    const element = inner.appendChild(document.createElement("div"));
    element.style.cssText = `position:absolute;top:0;left:0;width:100%;height:${rowHeight}px;transform:translateY(${id * rowHeight}px)`;
    element.innerHTML = `<span class="wb wb-badge" data-wb="badge"><svg class="wb-icon" viewBox="0 0 16 16"></svg><span data-part="label"></span></span>`;
    shown.set(id, element);
    paint(element, "complete");
  }
  return {
    turn: ({ id, outcome }) => {
      const element = shown.get(id);
      if (element !== undefined) paint(element, outcome);
    },
    unmount: () => inner.remove(),
  };
}

function paint(element: HTMLElement, outcome: Row["outcome"]): void {
  const badge = element.querySelector<HTMLElement>("[data-wb=badge]");
  const label = element.querySelector("[data-part=label]");
  const icon = element.querySelector("svg");
  badge?.setAttribute("data-status", outcome === "complete" ? "synced" : "failed");
  badge?.setAttribute("data-tone", tones[outcome]);
  if (label !== null) label.textContent = labels[outcome];
  if (icon !== null) icon.innerHTML = drawings[outcome];
}
