import type { StreamContract } from "@waybill/sync/connector";
import type { Asked, Requests } from "./requests.ts";

const shortPage = 4;

/** What is asked of a stream, in order: a delete comes last, and what it leaves is asked for once more. */
export function questions(stream: StreamContract, requests: Requests): readonly (() => Asked | undefined)[] {
  const size = stream.pagination.pageSize?.param;
  return [
    () => requests.list(stream),
    () =>
      size === undefined || size.includes(":") || size.startsWith("/")
        ? undefined
        : requests.list(stream, { [size]: `${shortPage}` }),
    () => requests.one(stream, "get"),
    () => requests.one(stream, "create"),
    () => requests.one(stream, "update"),
    () => requests.one(stream, "get", "nobody-has-this"),
    () => requests.one(stream, "delete"),
  ];
}
