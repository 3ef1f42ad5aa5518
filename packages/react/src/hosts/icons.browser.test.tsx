import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { adoptWidgets } from "./every-widget.test.fixture.tsx";
import { StatusIcon } from "../parts/icon.tsx";

const statuses = [
  "not_connected",
  "pending",
  "syncing",
  "synced",
  "partial",
  "failed",
  "reconnect",
  "paused",
  "unknown",
] as const;
const size = 16;

/** How dark each pixel of an icon is when it is drawn without any colour. */
async function pixels(svg: SVGElement): Promise<readonly number[]> {
  const copy = new DOMParser().parseFromString(svg.outerHTML, "image/svg+xml").documentElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(size));
  copy.setAttribute("height", String(size));
  [...svg.querySelectorAll("path")].forEach((path, i) => {
    const { fill, stroke, strokeWidth, strokeDasharray, strokeLinecap } = getComputedStyle(path);
    const ink = (paint: string) => (paint === "none" ? "none" : path.classList.contains("wb-cut") ? "#fff" : "#000");
    const own = copy.querySelectorAll("path")[i];
    own?.setAttribute("fill", ink(fill));
    own?.setAttribute("stroke", ink(stroke));
    own?.setAttribute("stroke-width", strokeWidth);
    own?.setAttribute("stroke-dasharray", strokeDasharray);
    own?.setAttribute("stroke-linecap", strokeLinecap);
  });
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy).replace('xmlns="http://www.w3.org/1999/xhtml"', 'xmlns="http://www.w3.org/2000/svg"'))}`;
  await image.decode();
  const context = new OffscreenCanvas(size, size).getContext("2d");
  if (context === null) throw new Error("There is no canvas.");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, size, size);
  context.drawImage(image, 0, 0, size, size);
  const { data } = context.getImageData(0, 0, size, size);
  return Array.from({ length: size * size }, (_, i) => data[i * 4] ?? 0);
}

test("requirement 56: without colour the nine icons differ pairwise in a tenth of their pixels", async () => {
  const undo = adoptWidgets();
  await render(
    <div className="wb">
      {statuses.map((status) => (
        <span key={status} data-testid={status}>
          <StatusIcon status={status} />
        </span>
      ))}
    </div>,
  );
  const drawn = await Promise.all(
    statuses.map(async (status) => {
      const svg = document.querySelector<SVGElement>(`[data-testid=${status}] svg`);
      return svg === null ? [] : pixels(svg);
    }),
  );
  const half = 64;
  const alike: string[] = [];
  drawn.forEach((one, i) => {
    expect(one.filter((value) => value < 255).length, statuses[i]).toBeGreaterThan(20);
    drawn.slice(i + 1).forEach((other, j) => {
      const differing = one.filter((value, at) => Math.abs(value - (other[at] ?? 0)) > half).length;
      if (differing < (size * size) / 10) alike.push(`${statuses[i]} and ${statuses[i + 1 + j]}: ${differing} pixels`);
    });
  });
  expect(alike).toEqual([]);
  undo();
});
