import { readFileSync } from "node:fs";

/** What stands in the way of this Node, and what to do about it; undefined where it is new enough for what `engines` of the package says. */
export function tooOld(running: string): string | undefined {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const needed = String(Reflect.get(Object(Reflect.get(Object(manifest), "engines")), "node")).replace(/^>=\s*/, "");
  if (running.localeCompare(needed, "en", { numeric: true }) >= 0) return undefined;
  return (
    `This is Node ${running}, and waybill needs ${needed} or newer: older versions lack parts of Node that it is made with. Nothing was done. ` +
    `Install Node ${needed} or newer, then run the command again.`
  );
}
