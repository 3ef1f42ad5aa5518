import type { AuthScheme, Connector } from "@waybill/sync/connector";
import { expect, test } from "vitest";
import { type Access, accessOf } from "./access.ts";

const credentials = {
  apiKey: "key",
  username: "user",
  password: "word",
  bearer: "token",
  clientId: "client",
  clientSecret: "secret",
  scopes: ["contacts.read"],
  knownScopes: ["contacts.read"],
  revokePath: "/oauth/revoke",
  authorizePath: "/oauth/authorize",
  tokenPath: "/oauth/token",
};

const vendor = (...auth: readonly AuthScheme[]): Connector => ({
  contractVersion: 1,
  vendor: "harbor",
  title: "Harbor",
  version: "1",
  baseUrl: "https://harbor.example",
  auth,
  streams: {},
});

const cookie: AuthScheme = { kind: "apiKey", in: "cookie", name: "session" };
const oauth: AuthScheme = { kind: "oauth2", scopes: ["contacts.read"] };
const consent: Access = {
  kind: "oauth2",
  clientId: "client",
  authorizationUrl: "http://127.0.0.1:4411/oauth/authorize",
  tokenUrl: "http://127.0.0.1:4411/oauth/token",
  revocationUrl: "http://127.0.0.1:4411/oauth/revoke",
  scopes: ["contacts.read"],
};

const table: readonly { readonly name: string; readonly given: Connector; readonly want: Access | undefined }[] = [
  { name: "a vendor without schemes", given: vendor(), want: { kind: "none" } },
  {
    name: "a key in a header",
    given: vendor({ kind: "apiKey", in: "header", name: "X-Key" }),
    want: { kind: "apiKey", in: "header", name: "X-Key", value: "key" },
  },
  {
    name: "user and password",
    given: vendor({ kind: "basic" }),
    want: { kind: "basic", username: "user", password: "word" },
  },
  { name: "a token", given: vendor({ kind: "bearer" }), want: { kind: "bearer", token: "token" } },
  { name: "a consent page at the vendor's own address", given: vendor(oauth), want: consent },
  { name: "the next scheme where the first is a cookie", given: vendor(cookie, oauth), want: consent },
  { name: "nothing where a cookie is all there is", given: vendor(cookie), want: undefined },
];

test.each(table)("access is $name", ({ given, want }) => {
  expect(accessOf(given, credentials, "http://127.0.0.1:4411")).toEqual(want);
});
