import { chromium } from "playwright";
import type { Browser } from "playwright";
import { findChromium, patienceMs, surroundings } from "../../../../scripts/testing/chromium.ts";

/** A Chromium that forgets everything when it is closed. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium(surroundings());
  const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
  return chromium.launch({ timeout: patienceMs, args, ...(executablePath === undefined ? {} : { executablePath }) });
}
