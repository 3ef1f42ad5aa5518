import { FailureError, failure, isFailureError } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { type Answers, connected, gate, rejected, standIn } from "../../test/worker-port.ts";
import type { Connection } from "../connection/connection.ts";
import type { Waybill } from "../engine.ts";
import { serveWaybill } from "./index.ts";
import { connectionMethods, engineMethods, statusReads } from "./methods.ts";

const target = { connection: "acme", stream: "contacts" } as const;
/** Calls a method by its name. */
async function call(of: object, name: string, ...given: readonly unknown[]): Promise<unknown> {
  const method: unknown = Reflect.get(of, name);
  if (typeof method !== "function") throw new TypeError(`There is no ${name}.`);
  return Reflect.apply(method, of, given);
}

describe("calls", () => {
  test.each(connectionMethods.filter((name) => name !== "reconnect"))(
    "%s of a connection takes and answers what the engine's does, arguments that nobody knows yet included",
    async (name) => {
      const { acme } = connected();
      const given = ["contacts", { maxPages: 2, sort: { by: ["/name", 2n] } }, undefined, null];
      expect(await call(acme, name, ...given)).toEqual([`connection.${name}`, ...given]);
    },
  );

  test.each(statusReads)("%s of the status takes and answers what the engine's does", async (name) => {
    const { remote } = connected();
    const given = [target, { limit: 5, index: "by-name", from: new Date(5) }];
    expect(await call(remote.status, name, ...given)).toEqual([`status.${name}`, ...given]);
  });

  test.each(engineMethods)("%s of the engine is done", async (name) => {
    const done: string[] = [];
    const answers: Answers = { [`engine.${name}`]: () => void done.push(name) };
    expect(await call(connected(answers).remote, name)).toBe(undefined);
    expect(done).toEqual([name]);
  });

  test("answers find their calls, in whatever order they come", async () => {
    const gates = new Map(["a", "b", "c"].map((name) => [name, gate<string>()]));
    const { acme } = connected({ "connection.pause": (name) => gates.get(String(name))?.promise });
    const calls = ["a", "b", "c"].map((name) => acme.pause(name));
    for (const name of ["c", "a", "b"]) gates.get(name)?.open(`paused ${name}`);
    expect(await Promise.all(calls)).toEqual(["paused a", "paused b", "paused c"]);
  });
});

describe("a connection that is asked for again", () => {
  const given = () => ({ token: "first", shop: { id: 5n, tags: new Map([["a", new Date(5)]]) } });
  const opened = (first: unknown) => {
    const handed: unknown[] = [];
    const acme = standIn<Connection>("connection", { "connection.reconnect": () => undefined });
    const { remote } = connected({}, { connection: (id, one) => (id === "crm" && handed.push(one), acme) });
    return { remote, crm: remote.connection("crm", first), handed };
  };

  test("with what is equal, or in part left out, is the same one, and opened once", async () => {
    const { remote, crm, handed } = opened(given());
    expect(crm.id).toBe("crm");
    for (const again of [given(), undefined, {}, { token: "first" }, { token: undefined }])
      expect(remote.connection("crm", again)).toBe(crm);
    await crm.streams();
    expect(handed).toEqual([given()]);
  });

  test("with what holds itself is opened, and is the same one", () => {
    const own: Record<string, unknown> = {};
    own["own"] = own;
    const { remote, crm } = opened(own);
    expect(remote.connection("crm", own)).toBe(crm);
  });

  test.each([
    { first: given(), again: { token: "second" }, named: "token" },
    { first: given(), again: { ...given(), token: "second", shop: { id: 6n } }, named: "token, shop" },
    { first: given(), again: { ...given(), region: "eu" }, named: "region" },
    { first: given(), again: { shop: { ...given().shop, tags: new Map([["a", new Date(6)]]) } }, named: "shop" },
    { first: undefined, again: { token: "first" }, named: "token" },
    { first: "first", again: "second", named: "argument" },
    { first: "first", again: null, named: "argument" },
    { first: given(), again: [1], named: "argument" },
  ])("with another value is refused as in a page, and what is another is named: $named", ({ first, again, named }) => {
    const { remote, crm } = opened(first);
    expect(() => remote.connection("crm", again)).toThrow(
      new TypeError(
        `The connection "crm" was opened with another ${named}, or with none, and keeps what it has. ` +
          "Give the same, a new credential to `reconnect`, and other options to a new engine once this one is disposed of.",
      ),
    );
    expect(remote.connection("crm")).toBe(crm);
  });

  test.each([
    ["second", { token: "second" }],
    ["second", "second"],
    [{ token: "second" }, { ...given(), token: "second" }],
  ])("with what the customer reconnected with since is the same one: %o, %o", async (credential, again) => {
    const { remote, crm } = opened(typeof again === "string" ? "first" : given());
    await crm.reconnect(credential);
    expect(remote.connection("crm", again)).toBe(crm);
    expect(() => remote.connection("crm", { token: "third" })).toThrow(TypeError);
  });
});

describe("a connection that the worker could not open", () => {
  const handedIn = () => {
    const handed: unknown[] = [];
    const crm = standIn<Connection>("connection", { "connection.pause": () => Promise.reject(new RangeError("No.")) });
    const connection = (_: string, given: unknown) => {
      handed.push(given);
      if (typeof given !== "string") throw new TypeError("Hand in an access token.");
      return crm;
    };
    return { handed, remote: connected({}, { connection }).remote };
  };

  test("is opened with what is handed in after that was told", async () => {
    const { handed, remote } = handedIn();
    const crm = remote.connection("crm");
    expect(await rejected(crm.streams())).toMatchObject({ message: "Hand in an access token." });
    expect(remote.connection("crm")).toBe(crm);
    expect(await rejected(crm.streams())).toMatchObject({ message: "Hand in an access token." });
    expect(remote.connection("crm", "token")).toBe(crm);
    expect(await crm.streams()).toEqual(["connection.streams"]);
    expect(handed.at(-1)).toBe("token");
    expect(() => remote.connection("crm", "other")).toThrow(TypeError);
  });

  test("is opened with what reconnecting to it in vain was tried with", async () => {
    const { remote } = handedIn();
    const crm = remote.connection("crm");
    expect(await rejected(crm.reconnect("token"))).toMatchObject({ message: "Hand in an access token." });
    expect(remote.connection("crm", "token")).toBe(crm);
    expect(await crm.streams()).toEqual(["connection.streams"]);
  });

  test("is told from one that is open and is being reconnected: what that is done with is no other", async () => {
    const reconnected = gate<undefined>();
    const { remote, acme } = connected({
      "connection.pause": () => Promise.reject(new RangeError("No.")),
      "connection.reconnect": () => reconnected.promise,
    });
    await rejected(acme.pause("contacts"));
    const reconnecting = acme.reconnect("second");
    expect(remote.connection("acme", "second")).toBe(acme);
    expect(await acme.streams()).toEqual(["connection.streams"]);
    reconnected.open(undefined);
    await reconnecting;
    expect(remote.connection("acme", "second")).toBe(acme);
  });

  test("is told from one that is open and rejects what is asked of it: that keeps what it has, and says so once", async () => {
    const { handed, remote } = handedIn();
    const crm = remote.connection("crm", "token");
    expect(await rejected(crm.pause("contacts"))).toMatchObject({ message: "No." });
    expect(remote.connection("crm", "other")).toBe(crm);
    expect(await rejected(crm.streams())).toMatchObject({
      name: "TypeError",
      message: expect.stringContaining("another"),
    });
    expect(remote.connection("crm", "token")).toBe(crm);
    expect(await crm.streams()).toEqual(["connection.streams"]);
    expect(handed.filter((given) => given === "other")).toEqual([]);
  });
});

describe("errors", () => {
  test.each<{ readonly what: string; readonly thrown: unknown }>([
    {
      what: "a failure is one again",
      thrown: new FailureError(
        failure("rate_limited", { message: "Too often.", retryAt: 5, status: 429, cause: new TypeError("no") }),
      ),
    },
    { what: "an error keeps its name and message", thrown: new RangeError('There is no stream "x".') },
    {
      what: "an error of a class of its own does, too",
      thrown: Object.assign(new Error("Not a connector."), { name: "ConnectorError" }),
    },
    { what: "an error of the platform is one again", thrown: new DOMException("Too long.", "TimeoutError") },
  ])("$what", async ({ thrown }) => {
    const { acme } = connected({ "connection.pull": () => Promise.reject(thrown) });
    const arrived = await rejected(acme.pull("contacts"));
    expect(isFailureError(arrived)).toBe(isFailureError(thrown));
    expect(arrived instanceof DOMException).toBe(thrown instanceof DOMException);
    expect(seen(arrived)).toEqual(seen(thrown));
  });

  test("what is no error, and cannot even be copied, is told as an error", async () => {
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- that is the case
    const { acme } = connected({ "connection.pull": () => Promise.reject(() => undefined) });
    expect(await rejected(acme.pull("contacts"))).toMatchObject({
      message: "Something was thrown that is no error but of type function.",
    });
  });

  test("what is thrown at once arrives as what is rejected with", async () => {
    const { remote } = connected({
      "engine.start": () => {
        throw new TypeError("No cron reader.");
      },
    });
    expect(await rejected(remote.start())).toMatchObject({ name: "TypeError", message: "No cron reader." });
  });

  test("an answer that cannot be copied is told as what it is", async () => {
    const { acme } = connected({ "connection.streams": () => ({ run: () => undefined }) });
    expect(await rejected(acme.streams())).toMatchObject({ name: "DataCloneError" });
  });

  test.each([
    { what: "a function", given: () => undefined },
    { what: "a credential", given: { id: "a", sign: () => undefined } },
  ])("an argument that cannot be copied is refused, and nothing is asked: $what", async ({ given }) => {
    const asked: unknown[] = [];
    const { acme, remote } = connected({ "connection.reconnect": (one) => asked.push(one) });
    expect(await rejected(acme.reconnect(given))).toMatchObject({ code: "invalid", name: "FailureError" });
    expect(() => remote.connection("other", given)).toThrow("An argument cannot cross to the worker");
    await acme.streams();
    expect(await rejected(acme.reconnect(given))).toMatchObject({ code: "invalid", name: "FailureError" });
    expect(asked).toEqual([]);
  });

  test("a connection that the worker does not know is a clear error, and one once it does", async () => {
    const { remote } = connected();
    const unknown = await rejected(remote.connection("nobody").sync());
    expect(unknown).toMatchObject({ code: "not_found", failure: { origin: "us" } });
    expect(String(unknown)).toContain('The worker has no connection "nobody", so nothing was done.');
  });

  test("a connection that cannot be opened says why to each call, and is opened by the first that can", async () => {
    const given: unknown[] = [];
    const acme = standIn<Connection>("connection", {});
    const { remote } = connected(
      {},
      {
        connection: (id, handed) => {
          if (id === "crm" && given.push(handed) < 3) throw new TypeError(`No token, try ${given.length}.`);
          return acme;
        },
      },
    );
    const connection = remote.connection("crm", { token: 5 });
    expect(await rejected(connection.sync())).toMatchObject({ message: "No token, try 2." });
    expect(await connection.sync()).toEqual(["connection.sync"]);
    await connection.sync();
    expect(given).toEqual([{ token: 5 }, { token: 5 }, { token: 5 }]);
  });
});

function seen(thrown: unknown): unknown {
  return thrown instanceof Error && [thrown.name, thrown.message, isFailureError(thrown) ? thrown.failure : undefined];
}

test("serving outside a dedicated Worker, where no page could reach the engine, is refused", () => {
  const waybill = standIn<Waybill>("engine", {});
  expect(() => serveWaybill({ waybill, connection: () => undefined })).toThrow("outside a dedicated Worker");
});

describe("reconnect", () => {
  test("hands on what the worker makes a credential of, and nothing where there is nothing", async () => {
    const taken: unknown[][] = [];
    const { acme } = connected({ "connection.reconnect": (...given) => void taken.push([...given]) });
    await acme.reconnect();
    await acme.reconnect("a new token");
    expect(taken).toEqual([[], [expect.objectContaining({ authorizationOnly: true })]]);
  });

  test("says so where the worker makes none", async () => {
    const { acme } = connected({}, { credential: undefined });
    expect(String(await rejected(acme.reconnect("a new token")))).toContain(
      "Give serveWaybill() the option `credential`",
    );
  });
});
