import { relative } from "node:path";
import { loadConfig } from "../correct/load-config.ts";
import { generate } from "../generate.ts";
import type { Arguments } from "./arguments.ts";
import { showDiagnostics, showGaps } from "./show.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export async function generateCommand(
  { document, out, name, check, config }: Arguments,
  terminal: Terminal,
): Promise<number> {
  if (out === undefined) throw new UsageError('"waybill generate" takes --out DIR, the folder to write to.');
  const { files, inference, loaded } = await generate({
    source: document,
    outDir: out,
    name,
    write: !check,
    config: await loadConfig(config),
  });
  showDiagnostics(loaded, terminal);
  showGaps(inference, terminal);
  const changed = files.filter((file) => file.changed);
  for (const { path } of changed) terminal.out(`${check ? "differs" : "written"}  ${relative(process.cwd(), path)}`);
  const streams = Object.keys(inference.connector.streams).length;
  terminal.out(
    `${streams} ${streams === 1 ? "stream" : "streams"} of ${inference.connector.title}; ${files.length - changed.length} of ${files.length} files as before.`,
  );
  return check && changed.length > 0 ? 1 : 0;
}
