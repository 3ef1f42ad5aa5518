import type { StatusTarget } from "@waybill/sync/status";
import { createRoot } from "react-dom/client";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import { waybillCss } from "./css-text.ts";
import { IntegrationCard, SyncReceipt, SyncStatusBadge, WaybillProvider } from "./index.ts";
import { createManualClock } from "./testing/manual-clock.ts";
import { exampleSnapshot } from "./testing/example-snapshot.ts";
import { createMemorySource } from "./testing/memory-source.ts";

const hubspot: StatusTarget = { connection: "hubspot" };
const complete = exampleSnapshot(hubspot, { lastOutcome: "complete", lastCompleteAt: 0 });

function adopt(root: Document | ShadowRoot): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(waybillCss);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

test("requirement 72: in a shadow root, looks come from the adopted sheet and the live region is inside", async () => {
  const host = document.createElement("div");
  host.style.colorScheme = "light";
  document.body.append(host);
  const shadow = host.attachShadow({ mode: "open" });
  adopt(shadow);
  const mount = shadow.appendChild(document.createElement("div"));
  const root = createRoot(mount);
  root.render(
    <WaybillProvider source={createMemorySource({ snapshots: [complete] })} clock={createManualClock(0)}>
      <SyncStatusBadge target={hubspot} />
    </WaybillProvider>,
  );
  await expect.poll(() => shadow.querySelector("[data-status=synced]")).not.toBeNull();
  const ground = () => getComputedStyle(shadow.querySelector("[data-wb=badge]") ?? host).backgroundColor;
  await expect.poll(ground).toBe("rgb(236, 253, 243)");
  expect(shadow.querySelectorAll("[data-wb=announcer]")).toHaveLength(1);
  expect(document.querySelectorAll("[data-wb=announcer]")).toHaveLength(0);
  root.unmount();
  host.remove();
});

test("requirement 68: the stylesheet changes nothing of a page without widgets", async () => {
  await render(
    <main>
      <h3 className="title">Ours</h3>
      <button type="button" data-tone="danger" data-part="detail" data-size="sm">
        Press
      </button>
      <ul>
        <li>one</li>
      </ul>
    </main>,
  );
  const styles = () =>
    [...document.querySelectorAll("main, main *")].map((element) => getComputedStyle(element).cssText);
  const before = styles();
  const undo = adopt(document);
  expect(styles()).toEqual(before);
  undo();
});

test("requirement 69: the page's own classes win without !important", async () => {
  const undo = adopt(document);
  const own = new CSSStyleSheet();
  own.replaceSync(".bg-black { background-color: rgb(1, 2, 3) }");
  document.adoptedStyleSheets = [own, ...document.adoptedStyleSheets];
  await render(<SyncStatusBadge snapshot={complete} className="bg-black" />);
  const badge = page.getByText("Up to date").element().closest("[data-wb=badge]");
  expect(badge === null ? "" : getComputedStyle(badge).backgroundColor).toBe("rgb(1, 2, 3)");
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== own);
  undo();
});

test("requirement 73: widgets follow the page's color-scheme, and the theme overrides it", async () => {
  const undo = adopt(document);
  await render(
    <>
      <div style={{ colorScheme: "dark" }}>
        <SyncStatusBadge snapshot={complete} id="dark" />
      </div>
      <div style={{ colorScheme: "dark" }}>
        <WaybillProvider theme="light">
          <SyncStatusBadge snapshot={complete} id="light" />
        </WaybillProvider>
      </div>
    </>,
  );
  const ground = (id: string) => getComputedStyle(document.querySelector(`#${id}`) ?? document.body).backgroundColor;
  expect(ground("dark")).toBe("rgb(13, 42, 28)");
  expect(ground("light")).toBe("rgb(236, 253, 243)");
  undo();
});

test("requirement 51: buttons are 32 px high and every target at least 24", async () => {
  const undo = adopt(document);
  await render(
    <WaybillProvider now={0} source={createMemorySource({ snapshots: [complete] })}>
      <IntegrationCard target={hubspot} />
    </WaybillProvider>,
  );
  await expect.element(page.getByRole("button").first()).toBeVisible();
  for (const button of page.getByRole("button").elements()) {
    expect(button.getBoundingClientRect().height).toBeGreaterThanOrEqual(32);
  }
  undo();
});

test("requirement 74: two providers on a page share neither ids nor announcer", async () => {
  const one = createMemorySource({ snapshots: [complete] });
  const two = createMemorySource({ snapshots: [{ ...complete, lastOutcome: "failed" }] });
  await render(
    <>
      <WaybillProvider source={one} clock={createManualClock(0)}>
        <IntegrationCard target={hubspot} />
      </WaybillProvider>
      <WaybillProvider source={two} clock={createManualClock(0)}>
        <IntegrationCard target={hubspot} />
      </WaybillProvider>
    </>,
  );
  await expect.element(page.getByText("Up to date")).toBeVisible();
  await expect.element(page.getByText("Sync failed", { exact: true })).toBeVisible();
  expect(page.getByRole("status").elements()).toHaveLength(2);
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a receipt that is there no more, or cannot be read, says so and can be read again", async () => {
  const source = createMemorySource();
  source.breakReads(new Error("down"));
  await render(
    <WaybillProvider source={source} clock={createManualClock(0)}>
      <SyncReceipt id="rcp_1" />
    </WaybillProvider>,
  );
  await expect
    .element(page.getByText("We could not load this receipt. The sync itself is not affected. Try again."))
    .toBeVisible();
  source.breakReads(undefined);
  await userEvent.click(page.getByRole("button", { name: "Try again" }));
  await expect.element(page.getByText("There is no receipt with this reference any more.")).toBeVisible();
});
