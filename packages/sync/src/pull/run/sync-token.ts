import type { StreamContract, SyncToken } from "../../connector/contract.ts";
import type { ParameterValues } from "../../connector/request.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import type { Judgement } from "../proof/completeness.ts";
import { follow } from "../pagination/follow.ts";
import type { Servers } from "../pagination/follow.ts";
import { readAnswer, token } from "../pagination/signal.ts";
import type { ReadPage } from "../page/read-page.ts";

/** What a run that goes on from a token adds to a request: a parameter, or the whole address of its first page. */
export function tokenAsk(
  syncToken: SyncToken | undefined,
  { token: from, position }: OpenRun,
): { readonly parameters: ParameterValues; readonly url?: string | undefined } {
  if (syncToken === undefined || from === undefined) return { parameters: {} };
  const left = Object.fromEntries((syncToken.without ?? []).map((ref) => [ref, null]));
  if (syncToken.param !== undefined) return { parameters: { ...left, [syncToken.param]: from } };
  return { parameters: left, ...(position.page === 0 && { url: from }) };
}

/** The token that a page holds for the next run; those before the last page of a list hold none. */
export function tokenAfter(
  { syncToken }: StreamContract,
  page: Pick<ReadPage, "member" | "header" | "url">,
  servers: Servers,
): string | undefined {
  const found = syncToken === undefined ? undefined : token(readAnswer(page, syncToken.token));
  if (found === undefined) return undefined;
  if (syncToken?.param !== undefined) return String(found);
  const next = follow(String(found), page.url, servers);
  return next.kind === "more" && typeof next.next === "string" ? next.next : undefined;
}

/** A token at the end of a whole list is the vendor's word that nothing up to there is missing. */
export function judgeByToken(judged: Judgement, { mode, nextToken }: OpenRun): Judgement {
  const { completeness, lacking, doubted = false } = judged;
  if (completeness.proven || lacking || doubted || mode !== "full" || nextToken === undefined) return judged;
  return { ...judged, completeness: { proven: true, by: "token" } };
}
