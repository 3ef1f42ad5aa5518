#!/usr/bin/env node
// Imported by name are only parts that every Node has: one that is too old would end on the others before it could say so.
import { silenceExpectedWarnings } from "./command/expected-warnings.ts";
import { tooOld } from "./command/node-version.ts";

const obstacle = tooOld(process.versions.node);
if (obstacle === undefined) {
  silenceExpectedWarnings(process);
  // From the second run on Node reads what it loads compiled.
  const { enableCompileCache } = await import("node:module");
  enableCompileCache();
  const { runCommand } = await import("./command/run-command.ts");
  const { processTerminal } = await import("./command/terminal.ts");
  process.exitCode = await runCommand(process.argv.slice(2), processTerminal());
} else {
  process.stderr.write(`waybill: ${obstacle}\n`);
  process.exitCode = 2;
}
