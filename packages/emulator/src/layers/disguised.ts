import type { Json } from "@waybill/sync/connector";
import { html, json } from "../http/answer.ts";
import { shapedBy, withHeaders, type Call, type Layer } from "./call.ts";
import { struckBy } from "./struck-by.ts";

/** What `error_envelope` says. `body`: in the form that the operation's own answers and errors have. */
export interface DisguiseOptions {
  readonly envelope: (call: Call, detail: string) => Json;
}

/** Answers that are not what their status or their media type says. */
export function disguised({ envelope }: DisguiseOptions): Layer {
  const asError = struckBy("error_envelope", async (_, call) => ({
    answer: json(200, envelope(call, "The request failed on the vendor's side.")),
    fault: "error_envelope",
  }));
  return (call, next) => asPage(call, (paged) => asError(paged, (told) => mislabelled(told, next)));
}

const asPage = struckBy("html_page", async () => ({ answer: html(200, page), fault: "html_page" }));

const mislabelled = struckBy("wrong_content_type", async ({ contentType = "text/plain" }, call, next) => {
  const reply = await next(call);
  if (reply.answer.body === undefined) return reply;
  return shapedBy(withHeaders(reply, { "content-type": contentType }), "wrong_content_type");
});

const page =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in to the network</title><h1>Sign in to the network</h1><p>This network asks you to sign in first.</p></html>\n';
