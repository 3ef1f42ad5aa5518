import type { StreamContract } from "@waybill/sync/connector";
import { textOf } from "../http/answer.ts";
import type { Vendor } from "../state/vendor.ts";
import type { Call, Reply } from "./call.ts";

const mostKept = 64;

/** The pages that were read last: a vendor to whom nothing was written answers the same question with the same bytes. */
export class KeptPages {
  readonly #vendor: Vendor;
  readonly #kept = new Map<string, Reply>();
  readonly #elsewhere = new Map<string, boolean>();
  #revision = 0;

  constructor(vendor: Vendor) {
    this.#vendor = vendor;
  }

  /** The kept reply, else the one that `make` gives; kept where no fault shaped it, and where the URL says everything that was asked. */
  get(stream: string, call: Call, make: () => Reply): Reply {
    if (call.method !== "GET" || this.#isElsewhere(stream)) return make();
    if (this.#revision !== this.#vendor.revision) this.#kept.clear();
    this.#revision = this.#vendor.revision;
    const known = this.#kept.get(call.url.href);
    if (known !== undefined) return known;
    const reply = make();
    if (reply.fault !== undefined || reply.answer.exact === true || reply.answer.status >= 300) return reply;
    const kept = {
      ...reply,
      answer: { ...reply.answer, written: { body: reply.answer.body, text: textOf(reply.answer) } },
    };
    if (this.#kept.size >= mostKept) this.#kept.clear();
    this.#kept.set(call.url.href, kept);
    return kept;
  }

  #isElsewhere(stream: string): boolean {
    const known = this.#elsewhere.get(stream) ?? isElsewhere(this.#vendor.plan(stream).contract);
    this.#elsewhere.set(stream, known);
    return known;
  }
}

/** Is something asked by a header? A list with a sync token is no answer to its URL alone either: it depends on when it was begun. */
function isElsewhere({ pagination, incremental, syncToken, deletes }: StreamContract): boolean {
  if (syncToken !== undefined) return true;
  const { param, until } = incremental ?? {};
  const refs = [...Object.values(pagination), pagination.pageSize?.param, param, until, deletes?.include?.param];
  return refs.some((ref) => typeof ref === "string" && ref.startsWith("header:"));
}
