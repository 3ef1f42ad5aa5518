import { readFile } from "node:fs/promises";
import { loadCsf } from "storybook/internal/csf-tools";
import type { Indexer } from "storybook/internal/types";
import type { Plugin } from "vite";
import { faultKinds } from "../../packages/emulator/src/faults/fault.ts";

const file = /stories\/faults\.stories\.tsx$/;

/** The file with a story for each fault that the emulator knows: a new one has its story without anybody writing it. */
function withFaults(code: string): string {
  const stories = Object.entries(faultKinds).map(
    ([kind, sentence]) =>
      `export const ${kind} = { args: { kind: ${JSON.stringify(kind)} }, parameters: { docs: { description: { story: ${JSON.stringify(sentence)} } } } };`,
  );
  return [code, ...stories].join("\n");
}

/** Storybook's index reads files, not modules: it is told of the same stories. */
export const faultIndexer: Indexer = {
  test: file,
  createIndex: async (fileName, { makeTitle }) =>
    loadCsf(withFaults(await readFile(fileName, "utf8")), { fileName, makeTitle }).parse().indexInputs,
};

export function faultStories(): Plugin {
  return {
    name: "waybill-fault-stories",
    enforce: "pre",
    transform: (code, id) => (file.test(id) ? { code: withFaults(code), map: null } : undefined),
  };
}
