import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { IntegrationCard, WaybillProvider } from "./index.ts";
import { createManualClock } from "./testing/manual-clock.ts";
import { exampleSnapshot } from "./testing/example-snapshot.ts";

const target = { connection: "hubspot" };
const at = Date.UTC(2026, 4, 12, 13, 55);
const synced = exampleSnapshot(target, { lastOutcome: "complete", lastCompleteAt: at });

test("times become relative once the page is taken over", async () => {
  const page = (
    <WaybillProvider clock={createManualClock(at + 5 * 60_000)}>
      <IntegrationCard snapshot={synced} />
    </WaybillProvider>
  );
  const container = document.createElement("div");
  container.innerHTML = renderToString(page);
  document.body.append(container);
  const root = hydrateRoot(container, page);
  await expect.poll(() => container.textContent).toContain("Last synced 5 minutes ago");
  root.unmount();
  container.remove();
});
