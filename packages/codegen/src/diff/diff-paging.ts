import type { Pagination } from "@waybill/sync/connector";
import { optionalChange, replaced, type StreamChange } from "./pair-change.ts";

/** Changes of how a list is read to its end. The total and the page size stand apart: neither changes what a stored position means. */
export function diffPaging(before: Pagination, after: Pagination): readonly StreamChange[] {
  const { pageSize: sizeBefore, total: totalBefore, ...restBefore } = before;
  const { pageSize: sizeAfter, total: totalAfter, ...restAfter } = after;
  return [
    ...replaced(
      { what: "pagination", before: restBefore, after: restAfter },
      "Pages are asked for, or end, in another way: a stored position means nothing to it.",
    ),
    ...sizeChanges(sizeBefore, sizeAfter),
    ...optionalChange(
      { what: "total", before: totalBefore, after: totalAfter },
      {
        lost: "The vendor no longer counts the list: a run cannot prove that it is complete.",
        won: "The vendor counts the list: a run can prove that it is complete.",
        changed: "The count of the list is in another place.",
      },
    ),
  ];
}

function sizeChanges(before: Pagination["pageSize"], after: Pagination["pageSize"]): readonly StreamChange[] {
  const what = "page size";
  if (before?.param !== after?.param)
    return replaced({ what, before: before?.param, after: after?.param }, "Another parameter sets the page size.");
  const [old, now] = [largest(before), largest(after)];
  if (old === now || old === undefined || now === undefined) return [];
  return now < old
    ? [{ severity: "breaking", what, before: old, after: now, meaning: "Pages of the old size may be refused." }]
    : [{ severity: "additive", what, before: old, after: now, meaning: "Pages may be larger." }];
}

/** What the vendor takes, or, where it does not say, what is asked for. */
function largest(size: Pagination["pageSize"]): number | undefined {
  return size?.max ?? size?.size;
}
