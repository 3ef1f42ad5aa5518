import { isFailureError } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { connected, gate, overPort, rejected } from "../../test/worker-port.ts";

const target = { connection: "acme", stream: "contacts" } as const;
const never = (): Promise<never> => new Promise(() => undefined);

describe("ends", () => {
  type Ends = ReturnType<typeof connected>;
  const dead = "what the engine had committed is stored, and an interrupted run goes on at its checkpoint.";
  test.each([
    { how: "an error in the worker", code: "internal", end: ({ page }: Ends) => void page.dispatchEvent(boom()) },
    {
      how: "a message that cannot be read",
      code: "internal",
      end: ({ page }: Ends) => void page.dispatchEvent(new Event("messageerror")),
    },
    {
      how: "a message that is none",
      code: "internal",
      end: ({ fromWorker }: Ends) => fromWorker({ waybill: 1, kind: "result", id: 5 }),
    },
    { how: "a worker that is gone", code: "internal", end: ({ die }: Ends) => die() },
    { how: "a port that is closed", code: "internal", end: ({ worker }: Ends) => worker.close() },
    { how: "terminate()", code: "aborted", end: ({ remote }: Ends) => remote.terminate() },
  ])("$how rejects all that is under way and all that follows, and is told to subscribers", async ({ code, end }) => {
    const { remote, acme, ...ends } = connected({ "connection.pull": never, "status.snapshot": never });
    const doubts: unknown[] = [];
    const heard: unknown[] = [];
    remote.status.subscribe(
      target,
      (snapshot) => heard.push(snapshot),
      (reason) => doubts.push(reason),
    );
    const under = [acme.pull("contacts"), acme.pull("notes"), remote.status.snapshot(target)].map(rejected);
    await acme.streams();
    end({ remote, acme, ...ends });
    const why = await remote.ended;
    expect(why).toMatchObject({ code, origin: "us", retryable: false });
    expect(why.message).toContain(dead);
    expect(why.message).toContain("To go on, make a new Worker and connect to it.");
    const after = [acme.pull("contacts"), remote.status.snapshots([]), remote.stop()].map(rejected);
    const reasons = [...(await Promise.all([...under, ...after])), ...doubts];
    expect(reasons).toHaveLength(7);
    for (const reason of reasons) expect(isFailureError(reason) && reason.failure).toEqual(why);
    expect(heard).toEqual([]);
    remote.status.subscribe(
      target,
      () => undefined,
      (reason) => doubts.push(reason),
    );
    const left = remote.status.subscribe(
      target,
      () => undefined,
      (reason) => doubts.push(reason),
    );
    left();
    await rejected(remote.stop());
    expect(doubts).toHaveLength(2);
    await remote.dispose();
  });

  test("dispose() stops the engine, leaves every subscription, and drops what comes late", async () => {
    const log: string[] = [];
    const { remote, acme } = connected({
      "engine.dispose": () => void log.push("disposed"),
      "connection.pull": never,
      "status.subscribe": () => () => void log.push("left"),
    });
    const pulling = rejected(acme.pull("contacts"));
    remote.status.subscribe(target, () => log.push("heard"));
    await Promise.all([remote.dispose(), remote.dispose()]);
    expect(await pulling).toMatchObject({ code: "aborted" });
    expect((await remote.ended).message).toContain("stopped for good by dispose()");
    expect(log).toContain("disposed");
    expect(log).not.toContain("heard");
  });

  test("dispose() says what the engine left also to who asked again meanwhile, or asks later", async () => {
    const said = {
      unended: [],
      unsaved: [{ connection: "acme", credential: "oauth2:c:k", failure: { code: "storage" } }],
    };
    const answers = [said, never()];
    const { remote } = connected({ "engine.dispose": () => answers.shift() });
    expect(await Promise.all([remote.dispose({ withinMs: 100 }), remote.dispose()])).toEqual([said, said]);
    expect(await remote.dispose()).toEqual(said);
  });

  test("dispose() that the engine refuses says why, and the engine goes on", async () => {
    const { remote, acme } = connected({ "engine.dispose": () => Promise.reject(new Error("The disk is full.")) });
    expect(await rejected(remote.dispose())).toMatchObject({ message: "The disk is full." });
    expect(await acme.streams()).toEqual(["connection.streams"]);
  });

  test("a page that goes away is waited for by nobody: its calls abort, its subscriptions end", async () => {
    const log: string[] = [];
    const gone = gate<string>();
    const { remote, acme, page } = connected({
      "status.subscribe": () => () => void log.push("left"),
      "connection.sync": (given) => {
        const signal: unknown = typeof given === "object" && given !== null && Reflect.get(given, "signal");
        if (signal instanceof AbortSignal) signal.addEventListener("abort", () => gone.open("aborted"));
        return never();
      },
    });
    remote.status.subscribe(target, () => undefined);
    void rejected(acme.sync({ signal: new AbortController().signal }));
    await acme.streams();
    page.close();
    expect(await gone.promise).toBe("aborted");
    expect(log).toEqual(["left"]);
  });
});

function boom(): Event {
  return Object.assign(new Event("error"), { message: "Uncaught Error: boom" });
}

describe("messages", () => {
  test.each(["page first", "worker first"])("wait for whoever comes later, and keep their order: %s", async (first) => {
    const log: unknown[] = [];
    const ends = overPort({ "connection.pause": (name) => void log.push(name) });
    if (first === "worker first") ends.serve();
    const remote = ends.connect();
    const options = { name: "one" };
    const calls = ["one", "two", "three"].map((name) => remote.connection("acme").pause(name));
    const scheduling = remote
      .connection("acme")
      .schedule("contacts", Object.assign(options, { kind: "manual" } as const));
    Object.assign(options, { name: "changed later" });
    if (first === "page first") ends.serve();
    await Promise.all(calls);
    expect(log).toEqual(["one", "two", "three"]);
    expect(await scheduling).toMatchObject({ 2: { name: "one" } });
  });

  test("of the product on the same port are left alone", async () => {
    const { acme, page, fromPage, fromWorker } = connected();
    const words: unknown[] = [];
    page.addEventListener("message", ({ data }) => words.push(data));
    for (const word of ["hello", null, 5, { kind: "result", id: "x" }, { waybill: "acme" }]) fromWorker(word);
    fromPage({ kind: "call", id: "x", path: ["engine", "dispose"], arguments: [] });
    expect(await acme.streams()).toEqual(["connection.streams"]);
    expect(words.slice(0, 5)).toHaveLength(5);
  });

  test("of two pages on one port do not meet", async () => {
    const { connect, acme } = connected();
    const other = connect();
    const answers = await Promise.all([acme.pause("mine"), other.connection("acme").pause("its own")]);
    expect(answers).toEqual([
      ["connection.pause", "mine"],
      ["connection.pause", "its own"],
    ]);
  });

  test("of a worker of another version end the line and say so", async () => {
    const { connect, fromWorker } = overPort();
    const remote = connect();
    const asked = rejected(remote.start());
    fromWorker({ waybill: 2, kind: "ready" });
    expect((await remote.ended).message).toContain("The worker speaks version 2");
    expect(await asked).toMatchObject({ code: "internal" });
  });

  test("of a page of another version are answered with the version that is spoken here", async () => {
    const { page, fromPage, serve } = overPort();
    serve();
    const heard: unknown[] = [];
    const twice = gate<true>();
    page.addEventListener("message", ({ data }) => heard.push(data) === 2 && twice.open(true));
    page.start();
    fromPage({ waybill: 2, kind: "hello", of: "another time" });
    await twice.promise;
    expect(heard).toEqual([
      { waybill: 1, kind: "ready" },
      { waybill: 1, kind: "ready" },
    ]);
    page.close();
  });

  test.each([
    ["engine", "connection"],
    ["engine", "constructor"],
    ["engine", "status"],
    ["status", "__proto__"],
    ["status", "toString"],
    ["connection", "acme", "client"],
    ["connection", "acme", "baseUrl"],
    ["connection", "acme", "hasOwnProperty"],
    ["connection", "__proto__", "toString"],
    ["elsewhere", "stop"],
    ["engine"],
    [],
  ])("reach nothing but the methods that are listed: %s", async (...path) => {
    const { page, fromPage, acme } = connected();
    const answer = new Promise<unknown>((resolve) => {
      page.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        if (typeof data === "object" && data !== null && Reflect.get(data, "id") === "by hand") resolve(data);
      });
    });
    await acme.streams();
    fromPage({ waybill: 1, kind: "call", id: "by hand", path, arguments: [], signalAt: -1 });
    expect(await answer).toMatchObject({ kind: "error", reason: { error: { failure: { code: "not_found" } } } });
  });

  test("that nobody could have written are not answered, and harm nothing", async () => {
    const { fromPage, acme } = connected();
    const kinds = ["call", "open", "abort", "watch", "leave", "nothing"];
    for (const kind of kinds) fromPage({ waybill: 1, kind, id: 5, path: "engine", arguments: { length: 1 } });
    fromPage({ waybill: 1, kind: "abort", id: "nobody's", reason: { value: 1 } });
    fromPage({ waybill: 1, kind: "leave", id: "nobody's" });
    expect(await acme.streams()).toEqual(["connection.streams"]);
  });
});
