import type { Connector } from "@waybill/sync/connector";
import { problem, type Answer } from "./http/answer.ts";
import { corsHeaders, isPreflight, preflight } from "./http/cors.ts";
import { deliver } from "./http/deliver.ts";
import { readBody } from "./http/exchange.ts";
import { toResponse } from "./http/answer.ts";
import type { Router } from "./http/router.ts";
import type { Call, Reply, Target } from "./layers/call.ts";
import type { Logbook } from "./stats.ts";

export interface ReceiveOptions {
  readonly connector: Connector;
  readonly routes: Router<Target>;
  readonly log: Logbook;
  /** The vendor's clock. */
  readonly now: () => number;
  readonly answer: (call: Call) => Promise<Reply>;
}

/** The door: a platform `Request` becomes a call, its reply a platform `Response`. Every answer carries CORS, `Date` and a request id. */
export function receive(options: ReceiveOptions): (request: Request) => Promise<Response> {
  const cors = corsHeaders(options.connector);
  return async (request) => {
    request.signal.throwIfAborted();
    const url = new URL(request.url);
    if (isPreflight(request)) return toResponse(preflight(request, allowed(options.routes.methodsOf(url.pathname))));
    const number = options.log.next();
    const common = {
      ...cors,
      "x-request-id": `req_${number.toString().padStart(6, "0")}`,
      date: new Date(options.now()).toUTCString(),
    };
    const body = await readBody(request);
    if (body === "malformed") return toResponse(withHeaders(problem(400, "The body is not JSON."), common));
    const reply = await options.answer(callOf(request, { url, number, body: body.json, options }));
    return deliver({ ...reply, answer: withHeaders(reply.answer, common) }, request.signal);
  };
}

function callOf(
  request: Request,
  { url, number, body, options }: { url: URL; number: number; body: Call["body"]; options: ReceiveOptions },
): Call {
  const match = options.routes.find(request.method, url.pathname);
  const target = match?.target;
  const stream = target !== undefined && "stream" in target ? target.stream : undefined;
  return {
    request,
    url,
    method: request.method,
    body,
    path: match?.path ?? {},
    now: options.now(),
    number,
    target,
    stream,
  };
}

/** A preflight for a path that nothing lives at is permitted as well: the 404 itself is then readable. */
const allowed = (methods: readonly string[]): readonly string[] =>
  methods.length > 0 ? methods : ["GET", "POST", "PUT", "PATCH", "DELETE"];

const withHeaders = (answer: Answer, headers: Readonly<Record<string, string>>): Answer => ({
  ...answer,
  headers: { ...headers, ...answer.headers },
});
