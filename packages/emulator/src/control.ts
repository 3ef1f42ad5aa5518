import type { Emulator } from "./emulator.ts";
import { faultKinds, isFaultKind } from "./faults/fault.ts";
import { isOptionsOf, isPlan, optionProblems, planProblems } from "./faults/fault-plan.ts";
import { isReceiver, receiverProblems } from "./webhooks/receiver-check.ts";
import type { PlainRequest } from "./http/plain.ts";

/** Where the control API lives on an emulator's server. No vendor has this path. */
export const controlPath = "/__emulator/";

/** One request to the control API. */
interface Order {
  readonly emulator: Emulator;
  readonly method: string;
  /** What follows the name of the resource. */
  readonly name: string | undefined;
  readonly text: string;
}

/**
 * The control API, JSON with CORS for every origin (it listens on this machine only):
 * GET state, stats, violations, faults, webhooks, records/{stream} · PUT faults/{kind} with the options · DELETE faults/{kind}, faults ·
 * PUT plan with the rules · POST webhooks with `{ url, style, secret, streams }` · DELETE log.
 */
export async function control(emulator: Emulator, request: PlainRequest): Promise<Response> {
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: cors });
  const [what = "", name] = new URL(request.url).pathname.slice(controlPath.length).split("/");
  const resource = Object.hasOwn(resources, what) ? resources[what] : undefined;
  if (resource === undefined)
    return answer({ error: `The control API has ${Object.keys(resources).join(", ")}.` }, 404);
  return resource({ emulator, method: request.method, name, text: await request.text() });
}

const resources: Readonly<Record<string, (order: Order) => Response>> = {
  state: ({ emulator }) => answer(stateOf(emulator)),
  stats: ({ emulator }) => answer(emulator.stats()),
  violations: ({ emulator }) => answer(emulator.violations()),
  records,
  faults,
  plan,
  webhooks,
  log,
};

function records({ emulator, name = "" }: Order): Response {
  const { streams } = emulator.connector;
  const stream = Object.keys(streams).find((each) => encodeURIComponent(each) === name);
  if (stream === undefined) return answer({ error: `Streams are ${Object.keys(streams).join(", ")}.` }, 404);
  return answer(emulator.records(stream));
}

function faults({ emulator, method, name, text }: Order): Response {
  if (method === "GET") return answer(faultsOf(emulator));
  if (name !== undefined && !isFaultKind(name))
    return answer({ error: `Faults are ${Object.keys(faultKinds).join(", ")}.` }, 404);
  if (method === "DELETE") {
    emulator.faults.clear(name);
    return answer(faultsOf(emulator));
  }
  if (method !== "PUT" || name === undefined)
    return answer({ error: "PUT faults/{kind} sets a fault, DELETE clears it." }, 405);
  const options = parsed(text === "" ? "{}" : text);
  if (!isOptionsOf(name, options)) return refused(optionProblems(name, options));
  emulator.faults.set(name, options);
  return answer(faultsOf(emulator));
}

function plan({ emulator, method, text }: Order): Response {
  if (method !== "PUT") return answer({ error: "PUT plan puts a fault plan in place of the last one." }, 405);
  const rules = parsed(text);
  if (!isPlan(rules)) return refused(planProblems(rules));
  emulator.faults.plan(rules);
  return answer(faultsOf(emulator));
}

function webhooks({ emulator, method, text }: Order): Response {
  if (method === "GET") return answer(emulator.webhooks.deliveries());
  if (method !== "POST") return answer({ error: "POST webhooks subscribes an address, GET tells what was sent." }, 405);
  const receiver = parsed(text);
  if (!isReceiver(receiver)) return refused(receiverProblems(receiver));
  return answer({ secret: emulator.webhooks.subscribe(receiver).secret }, 201);
}

function log({ emulator, method }: Order): Response {
  if (method !== "DELETE") return answer({ error: "DELETE log forgets what was asked so far." }, 405);
  emulator.clearLog();
  return new Response(null, { status: 204, headers: cors });
}

/** Undefined is no JSON value: the checks say what is missing. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
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
  "access-control-allow-methods": "GET, PUT, POST, DELETE",
  "access-control-allow-headers": "content-type",
  "access-control-allow-private-network": "true",
  "access-control-max-age": "600",
};

const refused = (problems: readonly string[]): Response => answer({ error: problems.join(" "), problems }, 400);

const answer = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { ...cors, "cache-control": "no-store" } });
