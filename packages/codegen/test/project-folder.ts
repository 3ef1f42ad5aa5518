import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const bin = join(repository, "packages/codegen/src/bin.ts");

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** A folder as a product's developer has it: packages installed, a vendor's document in it. */
export interface ProjectFolder {
  readonly path: string;
  /** The real command, in a process of its own. */
  readonly waybill: (...argv: readonly string[]) => Promise<Ran>;
  readonly remove: () => Promise<void>;
}

export async function projectFolder(): Promise<ProjectFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "waybill-project-")));
  await mkdir(join(path, "node_modules/@waybill"), { recursive: true });
  for (const name of ["codegen", "sync", "transport"])
    await symlink(join(repository, "packages", name), join(path, "node_modules/@waybill", name));
  await mkdir(join(path, "src"));
  await cp(join(repository, "openapi/harbor-crm.yaml"), join(path, "vendors/harbor-crm.yaml"));
  const waybill = (...argv: readonly string[]): Promise<Ran> =>
    new Promise((resolve) => {
      const given = ["--conditions=@waybill/source", bin, ...argv];
      execFile(process.execPath, given, { cwd: path }, (error, out, said) =>
        resolve({ code: typeof error?.code === "number" ? error.code : 0, out, error: said }),
      );
    });
  return { path, waybill, remove: () => rm(path, { recursive: true }) };
}
