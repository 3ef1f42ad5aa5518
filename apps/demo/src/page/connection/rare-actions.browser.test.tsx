import { FailureError, failure } from "@waybill/transport";
import { expect, onTestFinished, test, vi } from "vitest";
import { render } from "vitest-browser-react";
import { createMemoryStore } from "@waybill/sync/store";
import { ProductHolder } from "../product/product-context.tsx";
import { openedProduct } from "../product/product.test.fixture.ts";
import { SpeechProvider } from "../words/speech.tsx";
import { RareActions } from "./rare-actions.tsx";

const nobodyAnswers = () => Promise.reject(new FailureError(failure("network", { message: "Nobody answers." })));
const stuckStore = () => ({ ...createMemoryStore(), erase: () => Promise.reject(new Error("Another tab holds it.")) });

test.each([
  {
    given: "a vendor that does not answer",
    product: { revoke: nobodyAnswers },
    press: "Disconnect",
    want: "We could not end the access, so nothing was forgotten. Try again in a moment.",
  },
  {
    given: "a store that another tab holds",
    product: { store: stuckStore() },
    press: "Disconnect",
    want: "The access has ended, but not everything was forgotten. Close other tabs of Lantern, then disconnect again.",
  },
  {
    given: "a store that another tab holds",
    product: { store: stuckStore() },
    press: "Start over",
    want: "We could not start over. Close other tabs of Lantern, then try again.",
  },
])("$press with $given says what happened and what did not", async ({ product: given, press, want }) => {
  // What is no failure of a vendor is also told to the developer.
  const reported = vi.spyOn(globalThis, "reportError").mockImplementation(() => undefined);
  onTestFinished(() => reported.mockRestore());
  const { product, integration } = await openedProduct(given);
  onTestFinished(async () => void (await product.waybill.dispose()));
  const screen = await render(
    <SpeechProvider>
      <ProductHolder opened={product} arrival={{ state: "none" }}>
        <RareActions integration={integration} />
      </ProductHolder>
    </SpeechProvider>,
  );
  await screen.getByText("More", { exact: true }).click();
  await screen.getByRole("button", { name: new RegExp(`^${press}`) }).click();
  await expect.element(screen.getByRole("alert")).toHaveTextContent(want);
});
