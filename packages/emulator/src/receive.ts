import type { Connector } from "@waybill/sync/connector";
import type { FaultSource, Struck } from "./faults/fault-board.ts";
import type { FaultSubject } from "./faults/fault-scope.ts";
import { toResponse, type Answer } from "./http/answer.ts";
import { corsHeaders, isPreflight, preflight } from "./http/cors.ts";
import { deliver, headOf } from "./http/deliver.ts";
import { readBody } from "./http/exchange.ts";
import type { Router } from "./http/router.ts";
import type { Call, Reply, Target } from "./layers/call.ts";
import type { Logbook } from "./stats.ts";

export interface ReceiveOptions {
  readonly connector: Connector;
  readonly routes: Router<Target>;
  readonly log: Logbook;
  /** The vendor's clock. */
  readonly now: () => number;
  readonly faults: FaultSource;
  /** Which page of a list a call asks for, from 1. */
  readonly pageOf: (call: Omit<Call, "faults">) => number | undefined;
  readonly answer: (call: Call) => Promise<Reply>;
}

const defaultSkewMs = 3_600_000;

/** The door: a platform `Request` becomes a call, its reply a platform `Response`. Every answer carries CORS, `Date` and a request id. */
export function receive(options: ReceiveOptions): (request: Request) => Promise<Response> {
  const cors = corsHeaders(options.connector);
  return async (request) => {
    request.signal.throwIfAborted();
    const url = new URL(request.url);
    if (isPreflight(request)) return toResponse(preflight(request, allowed(options.routes.methodsOf(url.pathname))));
    const number = options.log.next();
    const call = await callOf(request, { url, number, options });
    const reply = await options.answer(call);
    const answer = withCommon(reply.answer, {
      ...cors,
      "x-request-id": `req_${number.toString().padStart(6, "0")}`,
      date: dateOf(call.faults, options.now()),
    });
    return request.method === "HEAD" ? headOf(answer) : deliver({ ...reply, answer }, request.signal);
  };
}

async function callOf(
  request: Request,
  { url, number, options }: { url: URL; number: number; options: ReceiveOptions },
): Promise<Call> {
  // a HEAD request is a GET whose answer keeps its body to itself
  const method = request.method === "HEAD" ? "GET" : request.method;
  const match = options.routes.find(method, url.pathname);
  const target = match?.target;
  const body = await readBody(request);
  const call = {
    request,
    url,
    method,
    body: body === "malformed" ? undefined : body.json,
    malformed: body === "malformed",
    path: match?.path ?? {},
    now: options.now(),
    number,
    target,
    operation: match?.operation,
    stream: target !== undefined && "stream" in target ? target.stream : undefined,
  };
  return { ...call, faults: options.faults.meet(subjectOf(call, options)) };
}

const subjectOf = (call: Omit<Call, "faults">, { pageOf }: ReceiveOptions): FaultSubject => ({
  stream: call.stream,
  operation: call.operation,
  kind: call.target?.kind,
  now: call.now,
  page: () => pageOf(call),
});

function dateOf(faults: Struck, now: number): string {
  const skew = faults.of("clock_skew");
  return new Date(now + (skew === undefined ? 0 : (skew.ms ?? defaultSkewMs))).toUTCString();
}

/** A preflight for a path that nothing lives at is permitted as well: the 404 itself is then readable. */
const allowed = (methods: readonly string[]): readonly string[] =>
  methods.length > 0 ? methods : ["GET", "POST", "PUT", "PATCH", "DELETE"];

const withCommon = (answer: Answer, headers: Readonly<Record<string, string>>): Answer => ({
  ...answer,
  headers: { ...headers, ...answer.headers },
});
