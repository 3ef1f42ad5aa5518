import { loadConfig } from "../correct/load-config.ts";
import { inferLists } from "../generate.ts";
import { loadDocument } from "../load/load-document.ts";
import type { Arguments } from "./arguments.ts";
import { showDiagnostics } from "./show.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export async function emulateCommand({ document, name, port, config }: Arguments, terminal: Terminal): Promise<number> {
  const wanted = port === undefined ? undefined : Number(port);
  if (wanted !== undefined && !(Number.isInteger(wanted) && wanted >= 0 && wanted <= 65_535))
    throw new UsageError(`--port takes a number from 0 to 65535, not "${port}".`);
  const loaded = await loadDocument(document);
  showDiagnostics(loaded, terminal);
  const { connector } = inferLists(loaded, { name, config: await loadConfig(config) });
  const { createEmulator, serve } = await loadEmulator();
  const emulator = createEmulator({ document: loaded.document, connector });
  const server = await serve(emulator, { port: wanted });
  terminal.out(`${connector.title} is emulated at ${server.url}; end with Ctrl+C.`);
  await terminal.interrupted();
  await server.close();
  return 0;
}

/** Loaded only here: whoever generates code needs no emulator. */
async function loadEmulator() {
  try {
    // oxlint-disable no-restricted-imports -- the command alone loads the emulator, and only when it is asked for
    const { createEmulator } = await import("@waybill/emulator");
    const { serve } = await import("@waybill/emulator/node");
    // oxlint-enable no-restricted-imports
    return { createEmulator, serve };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")) throw error;
    throw new UsageError('"waybill emulate" needs @waybill/emulator: npm install --save-dev @waybill/emulator.');
  }
}
