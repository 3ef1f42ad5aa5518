import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "../../scripts/run.ts";

/** A block of TypeScript in a Markdown document. */
export interface Sample {
  readonly document: string;
  /** The line of the document that the code's first line stands for. */
  readonly line: number;
  readonly language: "ts" | "tsx";
  /** What is given, then what is shown. */
  readonly code: string;
}

const fence = /(?:^<!-- given\n(?<given>(?:(?!-->).)*)-->\n+)?^```(?<language>tsx?)\b[^\n]*\n(?<shown>.*?)^```/gmsu;

/**
 * Every fenced block of `ts` or `tsx`. What a sample takes for granted (`declare const session: …`) stands in a comment before it that begins with
 * `<!-- given`; readers do not see it, the compiler does.
 */
export const samplesIn = (document: string, markdown: string): readonly Sample[] =>
  [...markdown.matchAll(fence)].map(({ 0: whole, index, groups }) => {
    const { given = "", language, shown = "" } = groups ?? {};
    const linesBefore = `${markdown.slice(0, index)}${whole}`.split("\n").length - shown.split("\n").length;
    return {
      document,
      line: linesBefore + 1 - (given.split("\n").length - 1),
      language: language === "tsx" ? "tsx" : "ts",
      code: `${given}${shown}`,
    };
  });

/** What was generated from our own documents: samples import it from where a product would have put it. */
const generated = globSync("openapi/*/", { cwd: root });

const compilerOptions = {
  noEmit: true,
  rewriteRelativeImportExtensions: false,
  allowImportingTsExtensions: true,
  moduleDetection: "force",
  types: ["node"],
};

/**
 * Type-checks samples as modules of a product inside this workspace, all in one run of the compiler.
 * Each message begins with the document and the line in it. Empty where all compile.
 */
export function compile(samples: readonly Sample[]): readonly string[] {
  const parent = join(root, ".samples");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "run-"));
  try {
    for (const path of generated) symlinkSync(join(root, path), join(folder, basename(path)));
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ extends: "../../tsconfig.base.json", compilerOptions, include: ["sample-*"] }),
    );
    for (const [index, { code, language }] of samples.entries())
      writeFileSync(join(folder, `sample-${index}.${language}`), code);
    return messages(folder, samples);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function messages(folder: string, samples: readonly Sample[]): readonly string[] {
  const tsc = join(root, "node_modules", ".bin", "tsc");
  const { status, stdout, stderr } = spawnSync(tsc, ["--project", ".", "--pretty", "false"], {
    cwd: folder,
    encoding: "utf8",
  });
  // What is wrong inside the packages is for `npm run typecheck` to say.
  const lines = `${stdout}${stderr}`.split("\n").filter((line) => /^(sample-|error )/u.test(line));
  const named = lines.map((line) =>
    line.replace(/^sample-(\d+)\.tsx?\((\d+),\d+\)/u, (place: string, index: string, within: string) => {
      const sample = samples[Number(index)];
      return sample === undefined ? place : `${sample.document}:${sample.line + Number(within) - 1}`;
    }),
  );
  return status === null ? [`the compiler ended without a result: ${stderr}`] : named;
}
