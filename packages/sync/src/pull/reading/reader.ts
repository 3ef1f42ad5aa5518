import type { Failure } from "@waybill/transport";
import type { BuiltRequest } from "../../connector/request.ts";
import { readContent } from "../page/page-content.ts";
import type { ContentReader } from "../page/page-content.ts";
import type { ReadPage } from "../page/read-page.ts";
import type { SendCall, StreamContext } from "../stream-context.ts";

/** Reads one page. A vendor's refusal and a broken answer are values; only the caller's own abort is thrown. */
export async function readPage(
  context: StreamContext,
  request: BuiltRequest,
  call: SendCall,
): Promise<ReadPage | { readonly ok: false; readonly failure: Failure }> {
  const asked = context.clock.monotonic();
  const memory = context.pages?.of(context, call.correlationId);
  try {
    const response = await context.send(request, call);
    if (!response.ok && response.status !== 304) {
      const failure = context.classify(response);
      await response.body?.cancel();
      return { ok: false, failure };
    }
    const read = await page({ contract: context.contract, memory }, response, request.url);
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
  reader: ContentReader,
  response: Response,
  asked: string,
): Promise<Omit<ReadPage, "tookMs"> | { readonly ok: false; readonly failure: Failure }> {
  const bytes = await response.arrayBuffer();
  const { status, headers } = response;
  const read = readContent(reader, { status, contentType: headers.get("content-type") ?? "", bytes });
  if (!read.ok) return read;
  return {
    ok: true,
    ...read.content,
    // Empty on a Response that was made by hand.
    url: response.url === "" ? asked : response.url,
    header: (name) => headers.get(name),
    bytes: bytes.byteLength,
  };
}
