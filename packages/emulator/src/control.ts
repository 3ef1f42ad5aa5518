import type { Emulator } from "./emulator.ts";
import { faultKinds, isFaultKind } from "./faults/fault.ts";

/** Where the control API lives on an emulator's server. No vendor has this path. */
export const controlPath = "/__emulator/";

/**
 * The control API, JSON with CORS for every origin (it listens on this machine only):
 * GET state · GET faults · PUT faults/{kind} with the options · DELETE faults/{kind} · DELETE faults · GET stats.
 */
export async function control(emulator: Emulator, request: Request): Promise<Response> {
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: cors });
  const [what = "", name] = new URL(request.url).pathname.slice(controlPath.length).split("/");
  switch (what) {
    case "state":
      return answer(stateOf(emulator));
    case "stats":
      return answer(emulator.stats());
    case "faults":
      return faults(emulator, request, name);
    default:
      return answer({ error: "The control API has state, faults and stats." }, 404);
  }
}

async function faults(emulator: Emulator, request: Request, name: string | undefined): Promise<Response> {
  if (request.method === "GET") return answer(faultsOf(emulator));
  if (name !== undefined && !isFaultKind(name))
    return answer({ error: `Faults are ${Object.keys(faultKinds).join(", ")}.` }, 404);
  if (request.method === "DELETE") {
    emulator.faults.clear(name);
    return answer(faultsOf(emulator));
  }
  if (request.method !== "PUT" || name === undefined)
    return answer({ error: "PUT faults/{kind} sets a fault, DELETE clears it." }, 405);
  const options = optionsOf(await request.text());
  if (options === undefined)
    return answer({ error: "The body is a JSON object with the fault's options, or empty." }, 400);
  emulator.faults.set(name, options);
  return answer(faultsOf(emulator));
}

/** Options are plain data, and every one has a default: an unknown member changes nothing. */
function optionsOf(text: string): object | undefined {
  try {
    const parsed: unknown = text === "" ? {} : JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const faultsOf = (emulator: Emulator) => ({ active: emulator.faults.active(), kinds: faultKinds });

const stateOf = (emulator: Emulator) => ({
  vendor: emulator.connector.vendor,
  title: emulator.connector.title,
  seed: emulator.seed,
  streams: Object.fromEntries(
    Object.values(emulator.connector.streams).map(({ name }) => [name, emulator.count(name)]),
  ),
  ...faultsOf(emulator),
});

const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, PUT, DELETE",
  "access-control-allow-headers": "content-type",
  "access-control-allow-private-network": "true",
  "access-control-max-age": "600",
};

const answer = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { ...cors, "cache-control": "no-store" } });
