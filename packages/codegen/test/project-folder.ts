import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";
import { runCommand } from "../src/command/run-command.ts";
import { keptTerminal } from "./terminal.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** What Node is given to run the real command. */
export const command = ["--conditions=@waybill/source", join(repository, "packages/codegen/src/bin.ts")] as const;

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** A folder as a product's developer has it: packages installed, a vendor's document in it. */
export interface ProjectFolder {
  readonly path: string;
  /** The command, in this process. */
  readonly waybill: (...argv: readonly string[]) => Promise<Ran>;
  /** The same in a process of its own, as a shell starts it. */
  readonly spawned: (...argv: readonly string[]) => Promise<Ran>;
  readonly remove: () => Promise<void>;
}

export async function projectFolder(): Promise<ProjectFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "waybill-project-")));
  await mkdir(join(path, "node_modules/@waybill"), { recursive: true });
  for (const name of ["codegen", "sync", "transport"])
    await symlink(join(repository, "packages", name), join(path, "node_modules/@waybill", name));
  await mkdir(join(path, "src"));
  await writeFile(join(path, "package.json"), '{ "type": "module" }');
  await cp(join(repository, "openapi/harbor-crm.yaml"), join(path, "vendors/harbor-crm.yaml"));
  return {
    path,
    waybill: async (...argv) => {
      const cwd = vi.spyOn(process, "cwd").mockReturnValue(path);
      try {
        const terminal = keptTerminal();
        return { code: await runCommand(argv, terminal), ...terminal.said };
      } finally {
        cwd.mockRestore();
      }
    },
    spawned: (...argv) =>
      new Promise((resolve) => {
        execFile(process.execPath, [...command, ...argv], { cwd: path }, (error, out, said) =>
          resolve({ code: typeof error?.code === "number" ? error.code : 0, out, error: said }),
        );
      }),
    remove: () => rm(path, { recursive: true }),
  };
}
