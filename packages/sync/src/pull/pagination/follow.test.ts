import { expect, test } from "vitest";
import { follow } from "./follow.ts";
import { parseLinks } from "./web-link.ts";

const own = { declared: "https://api.test/v1", used: "https://api.test/v1" };
const relay = { declared: "https://api.test/v1", used: "http://localhost:3000/relay" };
const bare = { declared: "https://api.test", used: "http://localhost:3000/relay" };

test.each([
  ["https://api.test/v1/x?p=2", own, "https://api.test/v1/x?p=2"],
  ["/v1/x?p=2", own, "https://api.test/v1/x?p=2"],
  ["?p=2", own, "https://api.test/v1/x?p=2"],
  ["x?p=2", own, "https://api.test/v1/x?p=2"],
  ["https://api.test/v2/x", own, "https://api.test/v2/x"],
  ["https://api.test/v1/x?p=2", relay, "http://localhost:3000/relay/x?p=2"],
  ["/v1/x?p=2", relay, "http://localhost:3000/relay/x?p=2"],
  ["?p=2", relay, "http://localhost:3000/relay/x?p=2"],
  ["/relay/x?p=2", relay, "http://localhost:3000/relay/x?p=2"],
  ["http://localhost:3000/relay/x?p=2", relay, "http://localhost:3000/relay/x?p=2"],
  ["/x?p=2", bare, "http://localhost:3000/relay/x?p=2"],
] as const)("invariant 21: %s over %o is %s", (link, servers, want) => {
  expect(follow(link, `${servers.used}/x?p=1`, servers)).toEqual({ kind: "more", next: want });
});

test.each([
  ["https://evil.test/v1/x", own],
  ["//evil.test/v1/x", own],
  ["http://api.test/v1/x", own],
  ["https://api.test:444/v1/x", own],
  ["https://api.test.evil.test/v1/x", own],
  ["https://user@evil.test/v1", own],
  ["javascript:alert(1)", own],
  ["https://api.test/v10/x", relay],
  ["http://[broken", own],
] as const)("%s is not followed, because credentials would go with it", (link, servers) => {
  expect(follow(link, `${servers.used}/x?p=1`, servers)).toMatchObject({
    kind: "broken",
    failure: { code: "contract" },
  });
});

test.each([
  [
    '<a>; rel="next", <b>; rel="last"',
    [
      ["a", ["next"]],
      ["b", ["last"]],
    ],
  ],
  ["<a>;rel=next", [["a", ["next"]]]],
  ['<a>; title="x, <y>; rel=\\"next\\""; rel="prev start"', [["a", ["prev", "start"]]]],
  ["<a>; REL=Next", [["a", ["next"]]]],
  ['<a>; rel="prev"; rel="next"', [["a", ["prev"]]]],
  ["<a>", [["a", []]]],
  ["garbage", []],
  ["", []],
] as const)("a Link header %j is read as RFC 8288 says", (header, want) => {
  expect(parseLinks(header).map(({ target, relations }) => [target, relations])).toEqual(want);
});
