import type { Incremental } from "../connector/contract.ts";
import type { Json } from "../connector/json.ts";
import type { Pagination } from "../connector/pagination.ts";
import { buildRequest } from "../connector/request.ts";
import type { BuiltRequest, ParameterValues } from "../connector/request.ts";
import type { OpenRun, Watermark } from "./checkpoint.ts";
import type { Pager } from "./pagination/pager.ts";
import type { StreamContext } from "./stream-context.ts";

/** The request for the page at which a run stands: constants, then what is asked for, then paging; the later wins. */
export function listRequest(context: StreamContext, pager: Pager, run: OpenRun): BuiltRequest {
  const { contract, servers, headers } = context;
  const { list, deletes, incremental, pagination } = contract;
  const ask = pager.ask(run.position.next);
  const visit = run.parents?.at;
  return buildRequest({
    method: list.method,
    baseUrl: servers.used,
    path: list.path,
    headers,
    url: ask.url,
    parameters: {
      ...list.parameters,
      ...context.parameters,
      ...(deletes?.include !== undefined && { [deletes.include.param]: deletes.include.value }),
      ...sinceParameter(incremental, sinceAt(run)),
      ...pageSizeParameter(pagination),
      ...visit?.parameters,
      ...ask.parameters,
    },
  });
}

/** The children of a parent that is read whole are asked for without a bound. */
function sinceAt({ since, parents }: OpenRun): Watermark | undefined {
  return parents?.at?.whole === true ? undefined : since;
}

function pageSizeParameter({ pageSize }: Pagination): ParameterValues {
  if (pageSize === undefined) return {};
  return { [pageSize.param]: Math.min(pageSize.size, pageSize.max ?? pageSize.size) };
}

function sinceParameter(incremental: Incremental | undefined, since: Watermark | undefined): ParameterValues {
  if (incremental === undefined || since === undefined) return {};
  return { [incremental.param]: sinceValue(incremental, since) };
}

/** Conditional headers are dates of HTTP (RFC 9110 section 5.6.7), epochs are numbers where a body tells them from text. */
function sinceValue({ param, format }: Incremental, since: Watermark): Json {
  const isConditional = param.toLowerCase() === "header:if-modified-since";
  if (isConditional && since.at !== undefined) return new Date(since.at).toUTCString();
  return format === "epoch-s" || format === "epoch-ms" ? Number(since.value) : since.value;
}
