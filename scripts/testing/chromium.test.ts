import { expect, test } from "vitest";
import { aptCommands, findChromium, installCommands, playwrightCommands } from "./chromium.ts";

const having = (...paths: string[]) => ({
  env: { PATH: "/bin:/opt/bin" },
  exists: (path: string) => paths.includes(path),
  playwright: "/cache/chrome",
});

test.for([
  { given: having("/cache/chrome", "/usr/bin/chromium"), want: "/usr/bin/chromium" },
  { given: having("/opt/bin/google-chrome", "/cache/chrome"), want: "/opt/bin/google-chrome" },
  { given: having("/cache/chrome"), want: "/cache/chrome" },
  { given: having(), want: undefined },
])("the system's Chromium comes before Playwright's: $want", ({ given, want }) => {
  expect(findChromium(given)).toBe(want);
});

test("the Chromium that the environment names comes first", () => {
  const given = { ...having("/mine", "/usr/bin/chromium"), env: { CHROMIUM: "/mine" } };
  expect(findChromium(given)).toBe("/mine");
});

test("a named Chromium that is not there is an error, not a reason to take another", () => {
  const given = { ...having("/usr/bin/chromium"), env: { CHROMIUM: "/gone" } };
  expect(() => findChromium(given)).toThrow("CHROMIUM names /gone, where there is no file");
});

test("root on Debian installs the system's package, everyone else Playwright's download", () => {
  const debian = having("/usr/bin/apt-get");
  expect(installCommands(true, debian)).toBe(aptCommands);
  expect(installCommands(false, debian)).toBe(playwrightCommands);
  expect(installCommands(true, having())).toBe(playwrightCommands);
});
