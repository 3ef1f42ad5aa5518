import { type Emulator, type FaultKind, createEmulator } from "@waybill/emulator";
import { type ManualClock, createManualClock } from "@waybill/react/testing";
import { type Waybill, createWaybill, storeTokens } from "@waybill/sync";
import type { JsonObject } from "@waybill/sync/connector";
import { createMemoryStore } from "@waybill/sync/store";
import { createTransport } from "@waybill/transport";
import { oauth2 } from "@waybill/transport/oauth2";
import { parse } from "yaml";
import { connector } from "../../openapi/harbor-crm/connector.ts";
import text from "../../openapi/harbor-crm.yaml?raw";
import { now } from "../examples.ts";

/** A vendor that the emulator plays, the real engine that syncs with it, and the time that both live in. */
export interface LiveVendor {
  readonly emulator: Emulator;
  readonly waybill: Waybill;
  readonly clock: ManualClock;
}

/** The stream that stories sync. */
export const contacts = { connection: "harbor", stream: "contacts" } as const;

const records = 250;

/** Starts a first sync of contacts, at a vendor that misbehaves from the first request on. */
export async function startLiveVendor(fault?: FaultKind): Promise<LiveVendor> {
  const clock = createManualClock(now);
  const document: JsonObject = parse(text);
  const emulator = createEmulator({ document, connector, clock, records, auth: "enforce", contract: "report" });
  // It stands for the database of a product's browser: that nothing is kept here is not what these stories are about.
  const store = { ...createMemoryStore(), durable: true };
  const tokens = storeTokens(store);
  await tokens.save(contacts.connection, emulator.issueTokens());
  const waybill = createWaybill({
    store,
    clock,
    pull: { maxAttempts: 2 },
    transport: ({ credential, origins }) =>
      createTransport({
        clock,
        credential,
        origins,
        retry: { retries: 2, budget: false },
        fetch: (input, init) => emulator.fetch(new Request(input, init)).catch(asBrowsersSay),
      }),
  });
  const connection = waybill.connection(contacts.connection, {
    connector,
    streams: [contacts.stream],
    credential: oauth2({ ...grantOf(emulator), tokens, key: contacts.connection }),
  });
  if (fault !== undefined) emulator.faults.set(fault);
  // How it ends is in the status, which the widgets show.
  connection.sync().catch(() => undefined);
  return { emulator, waybill, clock };
}

/** A connection that breaks is a TypeError to a page, and nothing else. */
function asBrowsersSay(reason: unknown): never {
  if (reason instanceof DOMException) throw reason;
  throw new TypeError("Failed to fetch", { cause: reason });
}

function grantOf(emulator: Emulator) {
  const { clientId, tokenPath } = emulator.credentials();
  return { clientId, tokenUrl: new URL(tokenPath, connector.baseUrl).href };
}

/** Lets time run by the turn of the page's own timer, a second of theirs for each: what takes minutes is over at once. */
export async function runTime(clock: ManualClock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.advance(1000);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Whether the first sync has ended, or waits for a person. */
export async function hasEnded({ waybill }: LiveVendor): Promise<boolean> {
  const { phase, lastOutcome, blocker } = await waybill.status.snapshot(contacts);
  return blocker !== null || (phase === "idle" && lastOutcome !== "none");
}
