import { expect, test } from "vitest";
import { groupGaps } from "./group-gaps.ts";

test("a gap that several streams share is one, with the streams in order; another reason is another gap", () => {
  const why = "created[gte] selects what was created since";
  const gaps = [
    { stream: "charges", question: "incremental", why },
    { stream: undefined, question: "auth", why: "no scheme" },
    { stream: "refunds", question: "incremental", why },
    { stream: "lines", question: "incremental", why: "nothing selects changes" },
  ];
  expect(groupGaps(gaps)).toEqual([
    { question: "incremental", why, streams: ["charges", "refunds"] },
    { question: "auth", why: "no scheme", streams: [] },
    { question: "incremental", why: "nothing selects changes", streams: ["lines"] },
  ]);
});
