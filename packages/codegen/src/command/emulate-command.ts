import { ONE_DOCUMENT, type Arguments, type Command } from "./command.ts";
import { DOCUMENT_OPTIONS } from "./options.ts";
import { showDiagnostics } from "./show.ts";
import { readSubject } from "./subject.ts";
import { aborted, type Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export const emulateCommand: Command = {
  name: "emulate",
  usage: "<document>",
  summary: "serve a stateful fake of the vendor (needs @waybill/emulator)",
  about: [
    "Serves until it is ended with Ctrl+C. Where the port is taken, the next free one is.",
    "Of a GraphQL connection it answers the query in the config and no other, with records of the fields that the connector names.",
  ],
  options: ["port", ...DOCUMENT_OPTIONS],
  words: ONE_DOCUMENT,
  run: emulate,
};

async function emulate({ words: [word = ""], options }: Arguments, terminal: Terminal): Promise<number> {
  const port = portOf(options.port);
  const { loaded, inference } = await readSubject(word, options, terminal);
  showDiagnostics(loaded, terminal);
  const { createEmulator, serve } = await loadEmulator();
  const emulator = createEmulator({ document: loaded.document, connector: inference.connector });
  const server = await serve(emulator, { port });
  terminal.out(`${inference.connector.title} is emulated at ${server.url}; end with Ctrl+C.`);
  await aborted(terminal.interrupted);
  await server.close();
  return 0;
}

function portOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const port = Number(given);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError(`--port takes a number from 0 to 65535, not "${given}".`);
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
    throw new UsageError('"waybill emulate" needs @waybill/emulator:', "npm install --save-dev @waybill/emulator.");
  }
}
