import { failure } from "@waybill/transport";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Arrival } from "../product/authorization.ts";
import { ProductHolder } from "../product/product-context.tsx";
import { openedProduct } from "../product/product.test.fixture.ts";
import { SpeechProvider } from "../words/speech.tsx";
import { Notes } from "./notes.tsx";

const refused: Arrival = { state: "refused", id: "harbor-crm", failure: failure("unauthorized", { message: "" }) };
const unreachable: Arrival = { state: "refused", id: "harbor-crm", failure: failure("network", { message: "" }) };
const away: Arrival = { state: "refused", id: "elsewhere", failure: failure("network", { message: "" }) };

beforeEach(() => {
  // Node has the language of its machine.
  vi.spyOn(navigator, "languages", "get").mockReturnValue(["en-US"]);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  {
    given: "a first connection that was refused",
    connected: false,
    arrival: refused,
    want: ["Harbor CRM was not connected", "Access was not given."],
  },
  {
    given: "a vendor that did not answer",
    connected: false,
    arrival: unreachable,
    want: ["Harbor CRM was not connected", "The service could not be reached."],
  },
  {
    given: "a reconnect that was refused",
    connected: true,
    arrival: refused,
    want: ["Access to Harbor CRM was not renewed", "Access was not given."],
  },
])("after $given, the page says so", async ({ connected, arrival, want }) => {
  const html = await notesOf({ connected, durable: true }, arrival);
  for (const text of want) expect(html).toContain(text);
  expect(html).not.toContain(connected ? "was not connected" : "was not renewed");
});

test("a refusal by a vendor that this page does not know is no note", async () => {
  expect(await notesOf({ connected: true, durable: true }, away)).toBe("");
});

test("a browser that keeps nothing is said to, whatever came back", async () => {
  expect(await notesOf({ connected: true, durable: false }, { state: "none" })).toContain(
    "Nothing is kept in this browser",
  );
});

test("a browser that refuses all site data is said to let nobody sign in, and one that only lacks a database is not", async () => {
  vi.stubGlobal("sessionStorage", {});
  expect(await notesOf({ connected: false, durable: false }, { state: "none" })).toContain("Everything works");
  const blocked = new DOMException("Access is denied for this document.", "SecurityError");
  Object.defineProperty(globalThis, "sessionStorage", {
    configurable: true,
    get: () => {
      throw blocked;
    },
  });
  const html = await notesOf({ connected: false, durable: false }, { state: "none" });
  expect(html).toContain("Services that ask you to sign in cannot be connected");
  expect(html).not.toContain("Everything works");
});

async function notesOf(given: { connected: boolean; durable: boolean }, arrival: Arrival): Promise<string> {
  const { product } = await openedProduct(given);
  const html = renderToStaticMarkup(
    <SpeechProvider>
      <ProductHolder opened={product} arrival={arrival}>
        <Notes />
      </ProductHolder>
    </SpeechProvider>,
  );
  await product.waybill.dispose();
  return html;
}
