import { building } from "./building.ts";
import { holding } from "./holding.ts";
import { listing } from "./listing.ts";

/** What the emulator's server costs beside a bare one, what building an emulator costs beside loading its document, and what a million records take. */
export default async function emulatorBenchmark(): Promise<void> {
  await listing();
  await building();
  await holding();
}
