import { QueryClient, hydrate } from "@tanstack/react-query";
import { hydrateRoot } from "react-dom/client";
import { createData } from "./data.ts";
import { Page } from "./page.tsx";

const queryClient = new QueryClient();
hydrate(queryClient, JSON.parse(document.querySelector("#state")?.textContent ?? "{}"));
const source = createData();
const root = document.querySelector("#root");
if (root !== null) {
  hydrateRoot(root, <Page source={source} queryClient={queryClient} />, { onRecoverableError: console.error });
}
// Whoever opens the console can move what the page shows.
Object.assign(globalThis, { source });
