import type { Incremental } from "../../connector/contract.ts";
import type { Json } from "../../connector/json.ts";
import type { PageSize, Pagination } from "../../connector/pagination.ts";
import type { ParameterRef } from "../../connector/refs.ts";
import { buildRequest } from "../../connector/request.ts";
import type { BuiltRequest, ParameterValues } from "../../connector/request.ts";
import type { Watermark } from "../checkpoint/cursor-value.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import type { Pager } from "../pagination/pager.ts";
import type { StreamContext } from "../stream-context.ts";
import { tokenAsk } from "../run/sync-token.ts";
import { windowBounds } from "../windows/window-progress.ts";

/** The request for the page at which a run stands: constants, then what is asked for, then paging; the later wins. */
export function listRequest(context: StreamContext, pager: Pager, run: OpenRun): BuiltRequest {
  const { contract, servers, headers } = context;
  const { list, deletes, incremental, pagination } = contract;
  const ask = pager.ask(run.position.next, run.position.overlap?.back);
  const from = tokenAsk(contract.syncToken, run);
  const visit = run.parents?.at;
  const bounds = boundsOf(run, incremental);
  return buildRequest({
    method: list.method,
    baseUrl: servers.used,
    path: list.path,
    headers,
    url: ask.url ?? from.url,
    parameters: {
      ...list.parameters,
      ...context.parameters,
      ...(deletes?.include !== undefined && { [deletes.include.param]: deletes.include.value }),
      ...boundParameter(incremental?.param, incremental, bounds.since),
      ...boundParameter(incremental?.until, incremental, bounds.until),
      ...pageSizeParameter(pagination),
      ...visit?.parameters,
      ...from.parameters,
      ...ask.parameters,
    },
  });
}

/** Whether a run asks for all of the list, and not for a range of it. */
export function isUnbounded(run: OpenRun, incremental: Incremental | undefined): boolean {
  const { since, until } = boundsOf(run, incremental);
  return since === undefined && until === undefined;
}

/** The children of a parent that is read whole are asked for without a bound. */
function boundsOf(
  { since, until, parents, windows }: OpenRun,
  incremental: Incremental | undefined,
): Pick<OpenRun, "since" | "until"> {
  if (windows !== undefined && incremental !== undefined) return windowBounds(windows, incremental);
  return { since: parents?.at?.whole === true ? undefined : since, until };
}

function pageSizeParameter({ pageSize }: Pagination): ParameterValues {
  return pageSize === undefined ? {} : { [pageSize.param]: sizeOf(pageSize) };
}

/** Records that a page is asked to hold. Absent: the vendor decides. */
export function askedSize({ pageSize }: Pagination): number | undefined {
  return pageSize === undefined ? undefined : sizeOf(pageSize);
}

function sizeOf({ size, max = size }: PageSize): number {
  return Math.min(size, max);
}

function boundParameter(
  param: ParameterRef | undefined,
  incremental: Incremental | undefined,
  bound: Watermark | undefined,
): ParameterValues {
  if (param === undefined || incremental === undefined || bound === undefined) return {};
  return { [param]: boundValue(param, incremental, bound) };
}

/** Conditional headers are dates of HTTP (RFC 9110 section 5.6.7), epochs are numbers where a body tells them from text. */
function boundValue(param: ParameterRef, { format }: Incremental, bound: Watermark): Json {
  const isConditional = param.toLowerCase() === "header:if-modified-since";
  if (isConditional && bound.at !== undefined) return new Date(bound.at).toUTCString();
  return format === "epoch-s" || format === "epoch-ms" ? Number(bound.value) : bound.value;
}
