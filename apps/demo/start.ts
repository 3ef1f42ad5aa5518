import { readArguments, usage } from "./src/command/arguments.ts";
import { start } from "./src/command/start.ts";

const given = readArguments(process.argv.slice(2), process.cwd());
if (typeof given === "string") {
  console.error(`${given}\n\n${usage}`);
  process.exitCode = 2;
} else {
  process.exitCode = await start(given);
}
