import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Builds the package: what is measured is what is published. */
export function buildCodegen(): void {
  const { status } = spawnSync(join(root, "node_modules/.bin/tsc"), ["-b", "packages/codegen"], { cwd: root });
  if (status !== 0) console.log("  the build reports errors; what it wrote is measured all the same");
  const bundled = spawnSync(process.execPath, ["scripts/bundle-command.ts"], { cwd: root, stdio: "inherit" });
  if (bundled.status !== 0) throw new Error("The command cannot be bundled.");
}
