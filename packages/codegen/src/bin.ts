#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { silenceExpectedWarnings } from "./command/expected-warnings.ts";

silenceExpectedWarnings(process);
// The compiler that types are written with is 9 MB of source: from the second run on Node reads it compiled.
enableCompileCache();
const { runCommand } = await import("./command/run-command.ts");
const { processTerminal } = await import("./command/terminal.ts");
process.exitCode = await runCommand(process.argv.slice(2), processTerminal());
