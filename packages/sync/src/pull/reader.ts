import type { Failure } from "@waybill/transport";
import type { BuiltRequest } from "../connector/request.ts";
import type { Json } from "../connector/json.ts";
import { parseAnswer } from "./answer.ts";
import type { SendCall, StreamContext } from "./stream-context.ts";

/** One page as it came. */
export interface ReadPage {
  readonly ok: true;
  readonly body: Json;
  readonly items: readonly Json[];
  readonly url: string;
  header(name: string): string | null;
  readonly bytes: number;
  /** Whether it held numbers beyond 2^53, which are kept as strings. */
  readonly hadGreatNumbers: boolean;
  /** Milliseconds from asking to the end of the answer, waits and retries included. */
  readonly tookMs: number;
  /** Whether it was asked for before the page in front of it had come. */
  readonly early?: true | undefined;
}

/** Reads one page. A vendor's refusal and a broken answer are values; only the caller's own abort is thrown. */
export async function readPage(
  context: StreamContext,
  request: BuiltRequest,
  call: SendCall,
): Promise<ReadPage | { readonly ok: false; readonly failure: Failure }> {
  const asked = context.clock.monotonic();
  try {
    const response = await context.send(request, call);
    if (!response.ok && response.status !== 304) {
      const failure = context.classify(response);
      await response.body?.cancel();
      return { ok: false, failure };
    }
    const read = await page(context, response, request.url);
    return read.ok ? { ...read, tookMs: context.clock.monotonic() - asked } : read;
  } catch (error) {
    call.signal.throwIfAborted();
    const failure = context.classify(error);
    // Our own doing (an engine that closes): it says nothing about the vendor, and the run stays open.
    if (failure.code === "aborted") throw error;
    return { ok: false, failure };
  }
}

async function page(
  context: StreamContext,
  response: Response,
  asked: string,
): Promise<Omit<ReadPage, "tookMs"> | { readonly ok: false; readonly failure: Failure }> {
  const bytes = await response.arrayBuffer();
  const { status, headers } = response;
  const answer = { status, contentType: headers.get("content-type") ?? "", text: new TextDecoder().decode(bytes) };
  const parsed = parseAnswer(answer, context.contract.items);
  if (!parsed.ok) return parsed;
  return {
    ok: true,
    body: parsed.body,
    items: parsed.items,
    hadGreatNumbers: parsed.hadGreatNumbers,
    // Empty on a Response that was made by hand.
    url: response.url === "" ? asked : response.url,
    header: (name) => headers.get(name),
    bytes: bytes.byteLength,
  };
}
