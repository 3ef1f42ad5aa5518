#!/usr/bin/env node
import { silenceExpectedWarnings } from "./command/expected-warnings.ts";
import { runCommand } from "./command/run-command.ts";
import { processTerminal } from "./command/terminal.ts";

silenceExpectedWarnings(process);
process.exitCode = await runCommand(process.argv.slice(2), processTerminal());
