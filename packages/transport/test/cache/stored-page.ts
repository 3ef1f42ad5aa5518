import { systemClock } from "../../src/clock.ts";
import { cache, memoryCacheStore } from "../../src/layers/cache.ts";
import { createTransport } from "../../src/transport.ts";

// Repeats follow at once: how long one waits is tested under virtual time.
const clock = { ...systemClock, random: () => 0 };
const transport = createTransport({ clock, cache: cache({ store: memoryCacheStore() }) });

/** Asks, and reads the whole answer, so that it is stored when this is over. */
async function ask(url: string): Promise<readonly [number, string]> {
  const response = await transport.fetch(url);
  const text = await response.text();
  await systemClock.sleep(0);
  return [response.status, text];
}

export const stored = { ask };
Object.assign(globalThis, { stored });
