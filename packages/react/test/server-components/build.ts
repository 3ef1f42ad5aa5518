import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Build {
  /** What `dist` would hold. */
  readonly folder: string;
  remove(): void;
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Builds the package as `npm run build` does, but beside the repository and without checking types. */
export function build(): Build {
  const root = mkdtempSync(join(tmpdir(), "waybill-react-"));
  const folder = join(root, "dist");
  symlinkSync(path("../../../../node_modules"), join(root, "node_modules"));
  const config = {
    extends: path("../../tsconfig.json"),
    compilerOptions: {
      composite: false,
      declaration: false,
      declarationMap: false,
      isolatedDeclarations: false,
      noCheck: true,
      lib: ["ES5"],
      noResolve: true,
      rootDir: path("../../src"),
      outDir: folder,
    },
    include: [path("../../src")],
    exclude: [path("../../src/**/*.test.*"), path("../../src/**/*.test-d.*")],
    references: [],
  };
  writeFileSync(join(root, "tsconfig.json"), JSON.stringify(config));
  writeFileSync(join(root, "package.json"), '{ "type": "module" }');
  execFileSync(path("../../../../node_modules/.bin/tsc"), ["-p", root], { stdio: "inherit" });
  return { folder, remove: () => rmSync(root, { recursive: true, force: true }) };
}
