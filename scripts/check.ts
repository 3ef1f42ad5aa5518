// `npm run check`: everything a machine can say about the house besides its tests. Runs all of it, then names what failed.
import { publishable } from "./packages.ts";
import { run } from "./run.ts";

type Command = readonly [string, ...string[]];
interface Step {
  readonly name: string;
  readonly command: Command;
}

const steps: readonly Step[] = [
  { name: "types", command: ["tsc", "--noEmit"] },
  { name: "lint", command: ["oxlint", "--type-aware", "--deny-warnings"] },
  { name: "format", command: ["oxfmt", "--check"] },
  { name: "unused files, exports and dependencies", command: ["knip"] },
  // What follows looks at what a user would install, so it comes after the build.
  { name: "build", command: ["npm", "run", "build"] },
  { name: "sizes", command: ["size-limit"] },
  ...publishable().flatMap(({ name, folder }) => [
    { name: `publint ${name}`, command: ["publint", "run", folder, "--strict"] as const },
    {
      name: `types as installed ${name}`,
      command: ["attw", "--pack", folder, "--profile", "esm-only"] as const,
    },
  ]),
];

const failures: string[] = [];
for (const { name, command } of steps) {
  console.log(`\n== ${name}: ${command.join(" ")}`);
  // One after the other: each step uses all the cores it gets.
  const exitCode = await run(command);
  console.log(exitCode === 0 ? `ok: ${name}` : `FAILED (exit code ${exitCode}): ${name}`);
  if (exitCode !== 0) failures.push(name);
}

console.log(
  failures.length === 0
    ? `\nAll ${steps.length} checks hold.`
    : `\n${failures.length} of ${steps.length} checks failed:`,
);
for (const name of failures) console.log(`  ${name}`);
process.exitCode = failures.length === 0 ? 0 : 1;
