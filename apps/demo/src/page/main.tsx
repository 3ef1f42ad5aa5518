import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { connector, setup } from "virtual:vendor";
import "./base.css";
import "@fontsource-variable/inter/wght.css";
import "@waybill/react/waybill.css";
import "./layout.css";
import { App } from "./app.tsx";
import { openProduct } from "./product.ts";
import { restoreTheme } from "./theme.ts";
import { withDisplay } from "./display.ts";

restoreTheme();

const element = document.querySelector("#page");
if (element === null) throw new Error("index.html has no element #page to render into.");
const [product, arrival] = await openProduct({ connector: withDisplay(connector), setup });
createRoot(element).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <App opened={product} arrival={arrival} />
    </QueryClientProvider>
  </StrictMode>,
);
