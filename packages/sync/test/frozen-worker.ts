import { bearer } from "@waybill/transport";
import { createWaybill } from "../src/engine.ts";
import { openIdbStore } from "../src/store/idb/open-idb-store.ts";
import { contactsOf, contactsPage, refusedLocks } from "./two-hundred-contacts.ts";

/**
 * The worker of `without-locks.browser.test.ts`: an engine over IndexedDB that pulls as soon as it is loaded, and says what became of that. At a request its
 * whole thread stands still, as a frozen tab's, until the address that it was named with leads nowhere any more; then the answer is there at once.
 */
const [tenant = "", freezesAt, ice = ""] = self.name.split("|");
let asked = 0;

function say(word: readonly unknown[]): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin but its page's
  self.postMessage(word);
}

/** Nothing of this thread goes on meanwhile: no timer, no answer of the database. */
function standStill(): void {
  for (;;) {
    const request = new XMLHttpRequest();
    request.open("GET", ice, false);
    try {
      request.send();
    } catch {
      return;
    }
  }
}

const waybill = createWaybill({
  store: await openIdbStore({ tenant }),
  lock: refusedLocks,
  fetch: async (input) => {
    if ((asked += 1) === Number(freezesAt)) {
      say(["frozen"]);
      standStill();
    }
    return contactsPage(input);
  },
});
const connection = waybill.connection("acme", { connector: contactsOf, credential: bearer("worker") });
say(["ended", await connection.pull("contacts").catch((error: unknown) => String(error)), asked]);
