import { StrictMode } from "react";
import { type Root, createRoot } from "react-dom/client";
import { vendors } from "virtual:vendors";
// First: it says that the product's resets come before the widgets' layers, and its looks after them.
import "./lantern.css";
import "@fontsource-variable/inter/wght.css";
import "@waybill/react/waybill.css";
import { App } from "./app.tsx";
import { ProductHolder } from "./product/product-context.tsx";
import { openProduct } from "./product/product.ts";
import { withDisplay } from "./product/display.ts";
import { BrokenPage } from "./shell/plain-pages.tsx";
import { restoreTheme } from "./shell/theme.ts";
import { SpeechProvider } from "./words/speech.tsx";

restoreTheme();

const element = document.querySelector("#page");
if (element === null) throw new Error("index.html has no element #page to render into.");
await show(createRoot(element));

async function show(root: Root): Promise<void> {
  const known = vendors.map((vendor) => ({ ...vendor, connector: withDisplay(vendor.connector) }));
  try {
    const [opened, arrival] = await openProduct(known);
    root.render(
      <StrictMode>
        <SpeechProvider>
          <ProductHolder opened={opened} arrival={arrival}>
            <App />
          </ProductHolder>
        </SpeechProvider>
      </StrictMode>,
    );
  } catch (error) {
    reportError(error);
    root.render(
      <SpeechProvider>
        <main className="frame">
          <BrokenPage />
        </main>
      </SpeechProvider>,
    );
  }
}
