import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDocument } from "../src/load/load-document.ts";
import { applyOverlay } from "../src/overlay/apply-overlay.ts";
import { parseOverlay } from "../src/overlay/overlay.ts";
import { projectFolder, type ProjectFolder } from "./project-folder.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");

interface Exchange {
  readonly command: readonly string[];
  /** Lines that the command wrote; `…` stands for any number of them. */
  readonly lines: readonly string[];
}

/** Every command of the README's transcripts, with what it answered. */
function exchangesIn(markdown: string): readonly Exchange[] {
  const blocks = [...markdown.matchAll(/^```console\n(.*?)^```/gms)].map(([, block = ""]) => block);
  return blocks.flatMap((block) =>
    block
      .split(/^\$ waybill /m)
      .slice(1)
      .map((part) => {
        const [command = "", ...lines] = part.trimEnd().split("\n");
        return { command: wordsOf(command), lines };
      }),
  );
}

function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

/** What is written, as a pattern that the answer has to match as a whole. */
function patternOf(lines: readonly string[]): RegExp {
  const parts = lines.map((line) => (line === "…" ? "(?:.*\n)*?" : `${escaped(line)}\n`));
  return new RegExp(`^${parts.join("")}$`);
}

function escaped(line: string): string {
  return line.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

let project: ProjectFolder;
beforeAll(async () => {
  project = await projectFolder();
});
afterAll(() => project.remove());

/** The document as its vendor might publish it next: a field gone, one new, and a write deprecated. */
const contact = "$.components.schemas.Contact";
const nextVersion = parseOverlay(
  JSON.stringify({
    overlay: "1.1.0",
    actions: [
      { target: `${contact}.properties.department`, remove: true },
      { target: `${contact}.required[?@ == 'department']`, remove: true },
      { target: `${contact}.properties`, update: { nickname: { type: "string" } } },
      { target: "$.paths['/contacts/{contact_id}'].delete", update: { deprecated: true } },
    ],
  }),
  "next.overlay.json",
);

async function publishNext(): Promise<void> {
  const { document } = await loadDocument(join(project.path, "vendors/harbor-crm.yaml"));
  const { document: next } = applyOverlay(document, nextVersion);
  await mkdir(join(project.path, "next"));
  await writeFile(join(project.path, "next/harbor-crm.yaml"), JSON.stringify(next));
}

test("every transcript of the README is what the command answers", async () => {
  const exchanges = exchangesIn(readme);
  expect(exchanges.map(({ command }) => command[0])).toEqual(
    expect.arrayContaining(["init", "generate", "infer", "explain", "diff"]),
  );
  for (const { command, lines } of exchanges) {
    if (command[0] === "diff") await publishNext();
    const { out, error } = await project.waybill(...command);
    expect(out + error, `waybill ${command.join(" ")}`).toMatch(patternOf(lines));
  }
});
