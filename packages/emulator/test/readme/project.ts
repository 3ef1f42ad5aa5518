import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../../..", import.meta.url));
const serviceWorker = createRequire(import.meta.url).resolve("msw/mockServiceWorker.js");

/** What a run of the product's tests reports. */
export interface TestRun {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** What was printed, for a person to read when something failed. */
  readonly output: string;
}

/** A product's folder inside this workspace, so that its packages are the ones here: a vendor's document, its connector, and the files given. */
export class Project {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  static async make(files: Readonly<Record<string, string>>): Promise<Project> {
    const parent = join(repository, ".samples");
    await mkdir(parent, { recursive: true });
    const path = await mkdtemp(join(parent, "product-"));
    await cp(join(repository, "openapi/harbor-crm.yaml"), join(path, "harbor-crm.yaml"));
    await symlink(join(repository, "openapi/harbor-crm"), join(path, "harbor-crm"));
    await cp(serviceWorker, join(path, "public/mockServiceWorker.js"));
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await writeFile(join(path, name), text);
    }
    return new Project(path);
  }

  /** Runs the tests of one of its Vitest projects. */
  async run(project: string): Promise<TestRun> {
    const vitest = join(repository, "node_modules/vitest/vitest.mjs");
    const args = [
      vitest,
      "run",
      "--project",
      project,
      "--reporter=json",
      "--reporter=default",
      "--outputFile=report.json",
    ];
    const output = await printed(process.execPath, args, this.#path);
    const report = await readFile(join(this.#path, "report.json"), "utf8").catch(() => "{}");
    const { numPassedTests = 0, numFailedTests = 0 } = JSON.parse(report) as Partial<TestRun>;
    return { numPassedTests, numFailedTests, output };
  }

  async remove(): Promise<void> {
    await rm(this.#path, { recursive: true });
  }
}

const printed = (command: string, args: readonly string[], cwd: string): Promise<string> =>
  new Promise((resolve) => {
    execFile(command, args, { cwd, env: { ...process.env, VITEST: undefined } }, (_, stdout, stderr) =>
      resolve(`${stdout}${stderr}`),
    );
  });
