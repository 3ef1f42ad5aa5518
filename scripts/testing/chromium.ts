import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright";

/**
 * How long a page may take over what a test asks of it. Playwright's own patience is half a minute, which a busy machine takes for a page; this is less
 * than a test may take, so that what was waited for in vain is told.
 */
export const patienceMs = 200_000;

/** The names under which systems install Chromium. */
const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

export const aptCommands = [
  ["apt-get", "update"],
  ["apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"],
] as const;
export const playwrightCommands = [["playwright", "install", "chromium"]] as const;

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
  /** Where Playwright keeps the browser that it installs. */
  readonly playwright: string;
}

export const surroundings = (): Surroundings => ({
  env: process.env,
  exists: existsSync,
  playwright: chromium.executablePath(),
});

/**
 * The Chromium that tests run in: the one that `CHROMIUM` names, else the system's, else Playwright's.
 * A `CHROMIUM` that leads nowhere is an error, never a reason to look elsewhere.
 */
export function findChromium({ env, exists, playwright }: Surroundings): string | undefined {
  const named = env["CHROMIUM"];
  if (named !== undefined && named !== "") {
    if (exists(named)) return named;
    throw new Error(`CHROMIUM names ${named}, where there is no file. Unset it, or name a Chromium executable.`);
  }
  const folders = ["/usr/bin", ...(env["PATH"] ?? "").split(delimiter)];
  return [...folders.flatMap((folder) => commands.map((command) => join(folder, command))), playwright].find(exists);
}

/** The commands that install a Chromium here: Debian's own package as root, else Playwright's download. */
export const installCommands = (isRoot: boolean, { exists }: Pick<Surroundings, "exists">) =>
  isRoot && exists("/usr/bin/apt-get") ? aptCommands : playwrightCommands;

/** Finds Chromium, or installs one; throws with the commands to run where that fails too. */
export function ensureChromium(): string {
  const found = findChromium(surroundings());
  if (found !== undefined) return found;
  const steps = installCommands(process.getuid?.() === 0, surroundings());
  console.log("There is no Chromium here; installing one.");
  try {
    for (const [command, ...args] of steps)
      execFileSync(command, args, {
        stdio: ["ignore", "inherit", "inherit"],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      });
  } catch (cause) {
    throw new Error(missing, { cause });
  }
  const installed = findChromium(surroundings());
  if (installed === undefined) throw new Error(missing);
  return installed;
}

const spelled = (steps: readonly (readonly string[])[]) => steps.map((step) => step.join(" ")).join(" && ");
const missing = [
  "The tests need Chromium, and none could be installed. Run one of these and start again:",
  `  ${spelled(aptCommands)}    (Debian, Ubuntu; as root)`,
  `  npx ${spelled(playwrightCommands)}`,
  "or set CHROMIUM to the path of a Chromium or Chrome executable.",
].join("\n");
