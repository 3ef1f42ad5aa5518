import type { Json } from "@waybill/sync/connector";
import { errorBody, slug, type ErrorBodyOptions } from "../contract/error-body.ts";
import { membersOf, rawOperation } from "../contract/raw-operation.ts";
import { isObject } from "../document/pointer.ts";
import { html, type Answer } from "../http/answer.ts";
import type { Call, Layer } from "./call.ts";

/**
 * How the vendor writes its errors. `document`: as the operation declares them, else as problem details · `problem`: problem details (RFC 9457) ·
 * `json`: `{ error: { code, message } }` · `html`: a page.
 */
export type ErrorStyle = "document" | "problem" | "json" | "html";

/** Gives every error of the vendor the form that it has there. The OAuth endpoints have a form of their own. */
export function errorsAs(style: ErrorStyle, options: ErrorBodyOptions): Layer {
  return async (call, next) => {
    const reply = await next(call);
    const detail = detailOf(reply.answer);
    return detail === undefined
      ? reply
      : { ...reply, answer: rewritten(reply.answer, { style, detail, call, options }) };
  };
}

/** Errors are made as problem details in the house. */
function detailOf({ headers, body }: Answer): string | undefined {
  if (headers["content-type"] !== "application/problem+json" || !isObject(body)) return undefined;
  const { detail } = body;
  return typeof detail === "string" ? detail : undefined;
}

function rewritten(
  answer: Answer,
  { style, detail, call, options }: { style: ErrorStyle; detail: string; call: Call; options: ErrorBodyOptions },
): Answer {
  const { status, headers } = answer;
  const as = (contentType: string, body: Json): Answer => ({
    ...answer,
    headers: { ...headers, "content-type": contentType },
    body,
  });
  switch (style) {
    case "problem":
      return answer;
    case "json":
      return as("application/json; charset=utf-8", plainError(status, detail));
    case "html":
      return {
        ...html(status, page(status, detail)),
        headers: { ...headers, "content-type": "text/html; charset=utf-8" },
      };
    case "document": {
      const declared =
        call.operation === undefined ? undefined : errorBody(call.operation, { status, detail }, options);
      return declared === undefined ? answer : as(declared.contentType, declared.body);
    }
  }
}

/** An error inside a success: as the operation's answers mark one (`ok: false`), else in the form of its errors. */
export function errorEnvelope(call: Call, detail: string, options: ErrorBodyOptions): Json {
  const flag = call.operation === undefined ? undefined : successFlag(call.operation, options);
  if (flag !== undefined) return { [flag]: false, error: slug(500) };
  const declared =
    call.operation === undefined
      ? undefined
      : (errorBody(call.operation, { status: 500, detail }, options) ??
        errorBody(call.operation, { status: 400, detail }, options));
  return declared?.body ?? plainError(500, detail);
}

function successFlag(operation: string, options: ErrorBodyOptions): string | undefined {
  const responses = membersOf(rawOperation(operation, options)["responses"]);
  const content = membersOf(options.reader.resolve(responses["200"] ?? responses["201"])["content"]);
  const media = Object.entries(content).find(([type]) => /json/i.test(type))?.[1];
  const schema = options.reader.flat(membersOf(media)["schema"]);
  return Object.keys(membersOf(schema["properties"])).find((name) => /^(ok|success)$/i.test(name));
}

const plainError = (status: number, message: string): Json => ({ error: { code: slug(status), message } });

const page = (status: number, detail: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${status}</title><h1>${status}</h1><p>${escaped(detail)}</p></html>\n`;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
