import { FailureError, classify, failure, isFailureError } from "@waybill/transport";
import type { Clock, Failure, Fetch } from "@waybill/transport";
import type { Check } from "./check.ts";
import type { HttpStatusSettings } from "./settings.ts";

/** What every question needs. */
export interface Line {
  /** Without a slash at its end. */
  readonly url: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Asked before every question, so that a token is the one of now. */
  readonly headers: () => HeadersInit | Promise<HeadersInit>;
  readonly settings: HttpStatusSettings;
}

export interface Question {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>> | undefined;
  /** Makes it a POST. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Longer answers are refused: a page of receipts is a few kilobytes. */
const longestAnswer = 8_000_000;

/**
 * Asks, and reads the answer. Never waits longer than `answerWithinMs`.
 * @throws FailureError when there is no answer, or one that is none.
 */
export async function ask<T>(line: Line, question: Question, check: Check<T>): Promise<T> {
  const end = new AbortController();
  const late = line.clock.sleep(line.settings.answerWithinMs, end.signal).then(() => {
    const reason = unread("timeout", `did not answer ${question.path} within ${line.settings.answerWithinMs} ms`);
    end.abort(reason);
    throw reason;
  });
  late.catch(() => undefined);
  try {
    // Raced, because a fetch or a body of somebody else may not listen to the signal.
    return await Promise.race([read(line, question, { check, signal: end.signal }), late]);
  } finally {
    end.abort();
  }
}

/**
 * Sends a question and returns an answer from 200 to 299, its body unread.
 * @throws FailureError for anything else.
 */
export async function send(line: Line, question: Question, accept: string, signal: AbortSignal): Promise<Response> {
  const { path, query = {}, body } = question;
  const url = `${line.url}${path}${searchOf(query)}`;
  const headers = new Headers(await line.headers());
  headers.set("accept", accept);
  for (const [name, value] of Object.entries(question.headers ?? {})) headers.set(name, value);
  if (body !== undefined) headers.set("content-type", "application/json");
  const init = body === undefined ? { method: "GET" } : { method: "POST", body: JSON.stringify(body) };
  // Called as a function: a page's own `fetch` refuses to be a method of anything else.
  const { fetch } = line;
  const response = await fetch(url, { ...init, headers, signal, cache: "no-store" }).catch((error: unknown) => {
    throw told(classify(error), path, error);
  });
  if (response.ok) return response;
  drop(response);
  throw told(classify(response, { now: line.clock.now() }), path, response);
}

/** The failure of a question: what is known of it, in words that name the status server. */
export function unread(code: Failure["code"], what: string, cause?: unknown): FailureError {
  const message = `The status server ${what}, so the status could not be read. Syncs may go on all the same.`;
  return new FailureError(failure(code, { message, ...(cause === undefined ? {} : { cause }) }));
}

async function read<T>(
  line: Line,
  question: Question,
  { check, signal }: { readonly check: Check<T>; readonly signal: AbortSignal },
): Promise<T> {
  const response = await send(line, question, "application/json", signal);
  const answer = check(await readJson(response, question.path));
  if (answer === undefined) throw unread("contract", `answered ${question.path} with something else than agreed`);
  return answer;
}

async function readJson(response: Response, path: string): Promise<unknown> {
  const declared = Number(response.headers.get("content-length") ?? 0);
  if (declared > longestAnswer) {
    drop(response);
    throw unread("too_large", `answered ${path} with ${declared} bytes`);
  }
  const text = await readText(response, path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unread("contract", `answered ${path} with something that is no JSON`, error);
  }
}

async function readText(response: Response, path: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const chunk of chunksOf(response)) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > longestAnswer) throw unread("too_large", `answered ${path} without an end`);
    }
  } catch (error) {
    if (isFailureError(error)) throw error;
    throw unread("network", `broke off its answer to ${path}`, error);
  }
  return text + decoder.decode();
}

/** The body piece by piece; leaving the loop drops the rest. */
async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function told(found: Failure, path: string, cause: unknown): FailureError {
  const what = cause instanceof Response ? `answered ${path} with ${cause.status}` : `could not be asked for ${path}`;
  const { failure: worded } = unread(found.code, what);
  return new FailureError({ ...found, message: worded.message }, cause instanceof Error ? { cause } : undefined);
}

function drop(response: Response): void {
  response.body?.cancel().catch(() => undefined);
}

function searchOf(query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const search = new URLSearchParams(given).toString();
  return search === "" ? "" : `?${search}`;
}
