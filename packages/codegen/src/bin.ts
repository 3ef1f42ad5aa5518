#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { silenceExpectedWarnings } from "./command/expected-warnings.ts";

silenceExpectedWarnings(process);
// From the second run on Node reads what it loads compiled.
enableCompileCache();
const { runCommand } = await import("./command/run-command.ts");
const { processTerminal } = await import("./command/terminal.ts");
process.exitCode = await runCommand(process.argv.slice(2), processTerminal());
