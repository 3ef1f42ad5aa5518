import { type ChildProcess, spawn } from "node:child_process";
import { type Browser, type BrowserContext, type Page, chromium } from "playwright";
import { findChromium, patienceMs, surroundings } from "../../scripts/testing/chromium.ts";
import { killGroup } from "./start-demo.ts";

const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];

/** A Chromium that forgets everything when it is closed. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium(surroundings());
  return chromium.launch({
    timeout: patienceMs,
    args: flags,
    ...(executablePath === undefined ? {} : { executablePath }),
  });
}

/** Lets a browser be as it is where a person blocks all that a site could store: no database, no storage that could be named, no locks. */
export async function refuseStorage(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const refused = new DOMException("Access is denied for this document.", "SecurityError");
    Object.defineProperty(globalThis, "indexedDB", { value: undefined });
    Object.defineProperty(globalThis, "localStorage", {
      get: () => {
        throw refused;
      },
    });
    navigator.locks.request = () => Promise.reject(refused);
  });
}

/** A Chromium of which the whole process can be killed, with a profile on disk that outlives it. */
export interface KillableBrowser {
  readonly page: Page;
  /** SIGKILL: nothing is written back, no page hears of it. */
  kill(): Promise<void>;
}

export async function openWithProfile(profile: string): Promise<KillableBrowser> {
  const executable = findChromium(surroundings()) ?? chromium.executablePath();
  const args = [...flags, "--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"];
  const child = spawn(executable, args, { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const browser = await chromium.connectOverCDP(await debuggerAddress(child), { timeout: patienceMs });
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error("Chromium opened no page.");
  return { page, kill: () => killGroup(child) };
}

function debuggerAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let err = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      err += chunk.toString();
      const address = /DevTools listening on (\S+)\s/.exec(err)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once("exit", (code) => {
      reject(new Error(`Chromium ended with ${code} before it could be driven:\n${err}`));
    });
  });
}
