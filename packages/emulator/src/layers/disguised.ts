import type { Json } from "@waybill/sync/connector";
import { html, json } from "../http/answer.ts";
import { shapedBy, withHeaders, type Call, type Layer } from "./call.ts";

/** What `error_envelope` says. `body`: in the form that the operation's own answers and errors have. */
export interface DisguiseOptions {
  readonly envelope: (call: Call, detail: string) => Json;
}

/** Answers that are not what their status or their media type says. */
export function disguised({ envelope }: DisguiseOptions): Layer {
  return async (call, next) => {
    if (call.faults.of("html_page") !== undefined) return { answer: html(200, page), fault: "html_page" };
    if (call.faults.of("error_envelope") !== undefined)
      return { answer: json(200, envelope(call, "The request failed on the vendor's side.")), fault: "error_envelope" };
    const wrong = call.faults.of("wrong_content_type");
    const reply = await next(call);
    if (wrong === undefined || reply.answer.body === undefined) return reply;
    return shapedBy(withHeaders(reply, { "content-type": wrong.contentType ?? "text/plain" }), "wrong_content_type");
  };
}

const page =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in to the network</title><h1>Sign in to the network</h1><p>This network asks you to sign in first.</p></html>\n';
