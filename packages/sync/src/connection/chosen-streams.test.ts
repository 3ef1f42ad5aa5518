import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { json } from "../../test/vendor.ts";

test("parents are pulled before their children, also when only the children are asked for", async () => {
  const asked: string[] = [];
  const vendor = (request: Request) => {
    const { pathname } = new URL(request.url);
    asked.push(pathname);
    return json({ data: pathname === "/projects" ? [{ id: "p1" }] : [{ id: "t1" }], next: null, total: 1 });
  };
  const tasks = contractWith({
    name: "tasks",
    list: { method: "GET", path: "/projects/{id}/tasks" },
    parent: { stream: "projects", parameters: { id: "/id" } },
  });
  const projects = contractWith({ name: "projects", list: { method: "GET", path: "/projects" } });
  const one = engineOver({ vendor, streams: [tasks, projects] });
  const receipts = await one.clock.settle(one.connection.sync());
  expect(receipts.map(({ stream, outcome }) => `${stream} ${outcome}`)).toEqual([
    "projects complete",
    "tasks complete",
  ]);
  const other = engineOver({ vendor, streams: [tasks, projects] });
  expect(await other.clock.settle(other.connection.pull("tasks"))).toMatchObject({ outcome: "complete" });
  expect(asked).toEqual(["/projects", "/projects/p1/tasks", "/projects", "/projects/p1/tasks"]);
});

test("what the connector leaves open, the connection fills, in the streams that ask for it alone", async () => {
  const asked: string[] = [];
  const vendor = (request: Request) => {
    asked.push(request.url);
    return json({ data: [], next: null, total: 0 });
  };
  const envelopes = contractWith({
    name: "envelopes",
    list: { method: "GET", path: "/accounts/{account}/envelopes", required: ["region"] },
  });
  const parameters = { "path:account": "a/7", region: "eu" };
  const streams = [envelopes, contractWith()];
  const { clock, connection } = engineOver({ vendor, streams, connection: { parameters } });
  expect((await connection.streams()).run).toEqual(["envelopes", "contacts"]);
  await clock.settle(connection.sync());
  expect(asked.map((url) => url.replace("https://api.harbor.test", ""))).toEqual([
    "/accounts/a%2F7/envelopes?region=eu&limit=10",
    "/contacts?limit=10",
  ]);
});

test("a product pulls the streams that it chose, with their parents, and is shown no others", async () => {
  const vendor = () => json({ data: [], next: null, total: 0 });
  const named = (name: string) => contractWith({ name, list: { method: "GET", path: `/${name}` } });
  const tasks = contractWith({
    name: "tasks",
    list: { method: "GET", path: "/projects/{id}/tasks" },
    parent: { stream: "projects", parameters: { id: "/id" } },
  });
  const streams = [named("contacts"), named("projects"), tasks, named("deals")];
  const { clock, waybill, connection, connector } = engineOver({ vendor, streams, connection: { streams: ["tasks"] } });
  expect((await connection.streams()).run).toEqual(["projects", "tasks"]);
  await clock.settle(connection.sync());
  expect(await waybill.status.snapshot({ connection: "acme" })).toMatchObject({ lastOutcome: "complete" });
  expect(() => waybill.connection("other", { connector, streams: ["nothing"] })).toThrow(/no stream "nothing"/);
});
