import { waybillCss } from "@waybill/react/css-text";
import { renderCounts } from "./badges.tsx";
import { contenders } from "./contenders.tsx";
import { type Contender, type Row, labels, turned } from "./row.ts";

const sheet = new CSSStyleSheet();
sheet.replaceSync(waybillCss);
document.adoptedStyleSheets = [sheet];

const container = document.body.appendChild(document.createElement("div"));
container.style.height = "640px";
container.style.overflow = "auto";

let current: Contender | undefined;
let truth = new Map<number, Row>();
const longTasks: number[] = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
  type: "longtask",
});

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
/** Rows in sight: every event is about one of them, which is the most work that events can make. */
const inSight = 20;

async function mount(name: string): Promise<void> {
  truth = new Map();
  current = contenders[name]?.(container);
  for (let i = 0; i < 30; i += 1) await frame();
  longTasks.length = 0;
}

/** A hundred events a second, evenly. */
async function run(events: number): Promise<readonly number[]> {
  for (let i = 0; i < events; i += 1) {
    const id = (i * 7) % inSight;
    const row = turned(truth.get(id) ?? { id, outcome: "complete", revision: 1 });
    truth.set(id, row);
    current?.turn(row);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  return [...longTasks];
}

/** Rows on the screen that do not show the last event of theirs. */
function lost(): number {
  const badges = [...container.querySelectorAll("[data-wb=badge]")];
  return [...truth.values()].filter(({ id, outcome }) => badges[id]?.textContent !== labels[outcome]).length;
}

function unmount(): void {
  current?.unmount();
  container.replaceChildren();
}

Object.assign(globalThis, { bench: { names: Object.keys(contenders), mount, run, lost, unmount, renderCounts } });
