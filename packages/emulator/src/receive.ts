import type { Connector } from "@waybill/sync/connector";
import type { FaultSource, Struck } from "./faults/fault-board.ts";
import type { FaultSubject } from "./faults/fault-scope.ts";
import { textOf, type Answer } from "./http/answer.ts";
import { corsHeaders, isPreflight, preflight } from "./http/cors.ts";
import { deliver } from "./http/deliver.ts";
import { readBody } from "./http/exchange.ts";
import { Held } from "./http/held.ts";
import type { PlainRequest, PlainResponse } from "./http/plain.ts";
import type { Router } from "./http/router.ts";
import type { Call, Reply, Target } from "./layers/call.ts";
import { queried, type Queried } from "./layers/queried.ts";
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

/** The vendor's door. */
export interface Door {
  fetch(this: void, request: Request): Promise<Response>;
  exchange(this: void, request: PlainRequest): Promise<PlainResponse>;
}

/** A request becomes a call, its reply an answer on its way out. Every answer carries CORS, `Date` and a request id. */
export function receive(options: ReceiveOptions): Door {
  const cors = corsHeaders(options.connector);
  const meant = queried(options.connector);
  const held = new Held();
  const dateOf = dateWriter();
  const exchange = async (request: PlainRequest): Promise<PlainResponse> => {
    const url = new URL(request.url);
    if (isPreflight(request)) return written(preflight(request, allowed(options.routes.methodsOf(url.pathname))));
    const number = options.log.next();
    const call = await callOf(request, { url, number, options, meant });
    const { answer, delivery } = await options.answer(call);
    const common = {
      ...cors,
      "x-request-id": `req_${number.toString().padStart(6, "0")}`,
      date: dateOf(shownBy(call.faults, options.now())),
    };
    return { ...written(withCommon(answer, common)), delivery };
  };
  return {
    exchange: (request) => held.during(request, () => exchange(request)),
    async fetch(request) {
      request.signal.throwIfAborted();
      return deliver(await held.during(request, () => exchange(request)), request);
    },
  };
}

const written = (answer: Answer): PlainResponse => ({
  status: answer.status,
  headers: answer.headers,
  text: textOf(answer),
});

async function callOf(
  request: PlainRequest,
  { url, number, options, meant }: { url: URL; number: number; options: ReceiveOptions; meant: Queried },
): Promise<Call> {
  // a HEAD request is a GET whose answer keeps its body to itself
  const method = request.method === "HEAD" ? "GET" : request.method;
  const match = options.routes.find(method, url.pathname);
  const read = await readBody(request);
  const body = read === "malformed" ? undefined : read.json;
  const target = meant(match?.target, body);
  const call = {
    request,
    url,
    method,
    body,
    malformed: read === "malformed",
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

/** What the vendor's clock shows. */
function shownBy(faults: Struck, now: number): number {
  const skew = faults.of("clock_skew");
  return now + (skew === undefined ? 0 : (skew.ms ?? defaultSkewMs));
}

/** Writes dates as HTTP has them (RFC 9110, section 5.6.7), each second once. */
function dateWriter(): (instant: number) => string {
  let last = { second: Number.NaN, text: "" };
  return (instant) => {
    const second = Math.floor(instant / 1000);
    if (second !== last.second) last = { second, text: new Date(instant).toUTCString() };
    return last.text;
  };
}

/** A preflight for a path that nothing lives at is permitted as well: the 404 itself is then readable. */
const allowed = (methods: readonly string[]): readonly string[] =>
  methods.length > 0 ? methods : ["GET", "POST", "PUT", "PATCH", "DELETE"];

const withCommon = (answer: Answer, headers: Readonly<Record<string, string>>): Answer => ({
  ...answer,
  headers: { ...headers, ...answer.headers },
});
