import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { expect, onTestFinished, test, vi } from "vitest";
import { render } from "vitest-browser-react";
import { ProductHolder } from "../product/product-context.tsx";
import { openedProduct } from "../product/product.test.fixture.ts";
import { FaultsPanel } from "./faults-panel.tsx";

/** The panel of a vendor whose answers come when the test says so, and in its order. */
async function opened() {
  const waiting: { readonly question: string; readonly answer: (...active: readonly string[]) => void }[] = [];
  const fetched = vi.spyOn(globalThis, "fetch").mockImplementation(
    (input, init) =>
      new Promise((resolve) => {
        const { pathname } = new URL(input instanceof Request ? input.url : input);
        const answer = (...active: readonly string[]) =>
          resolve(Response.json({ active: active.map((kind) => ({ kind })) }));
        waiting.push({ question: `${init?.method} ${pathname}`, answer });
      }),
  );
  onTestFinished(() => fetched.mockRestore());
  const { product } = await openedProduct({});
  onTestFinished(async () => void (await product.waybill.dispose()));
  const screen = await render(
    <QueryClientProvider client={new QueryClient()}>
      <ProductHolder opened={product} arrival={{ state: "none" }}>
        <FaultsPanel place={{ page: "integrations" }} />
      </ProductHolder>
    </QueryClientProvider>,
  );
  const asked = () => waiting.map(({ question }) => question);
  return { waiting, asked, toggle: (name: string) => screen.getByRole("switch", { name, exact: true }) };
}

const painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

test("a switch that is pressed stays, though what was in force before is told only then", async () => {
  const { waiting, asked, toggle } = await opened();
  await expect.poll(asked).toEqual(["GET /faults"]);
  await toggle("Slow answers").click();
  await expect.poll(asked).toEqual(["GET /faults", "PUT /faults/slow"]);
  waiting[1]?.answer("slow");
  waiting[0]?.answer();
  await painted();
  await expect.element(toggle("Slow answers")).toBeChecked();
});

test("switches that are pressed one after the other stay, while the vendor still answers the first", async () => {
  const { waiting, asked, toggle } = await opened();
  await expect.poll(asked).toHaveLength(1);
  waiting[0]?.answer();
  await toggle("Slow answers").click();
  await toggle("Broken records").click();
  await expect.poll(asked).toEqual(["GET /faults", "PUT /faults/slow"]);
  waiting[1]?.answer("slow");
  await expect.poll(asked).toContain("PUT /faults/broken_records");
  await painted();
  await expect.element(toggle("Broken records")).toBeChecked();
  waiting[2]?.answer("slow", "broken_records");
  await painted();
  await expect.element(toggle("Slow answers")).toBeChecked();
  await expect.element(toggle("Broken records")).toBeChecked();
});
