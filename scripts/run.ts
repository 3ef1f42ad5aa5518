import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

export const root: string = join(import.meta.dirname, "..");

/** Runs a command of the workspace at its root, output and errors passed through; resolves to its exit code. */
export function run([command, ...args]: readonly [string, ...string[]], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, PATH: toolsFirst(process.env["PATH"]), ...env },
  });
  return new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** The workspace's own tools, its Node among them, come before whatever the machine has under the same names. */
const toolsFirst = (path = ""): string => [join(root, "node_modules", ".bin"), path].join(delimiter);
