import { FailureError, failure } from "@waybill/transport";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { connected, gate, overPort } from "../../test/worker-port.ts";
import { connectWaybill } from "./index.ts";

const target = { connection: "acme", stream: "contacts" } as const;
describe("subscriptions", () => {
  type Listener = (heard: unknown) => void;
  const source = () => {
    const told: { listener?: Listener; doubt?: Listener; left: number } = { left: 0 };
    const subscribe = (_: unknown, listener: unknown, doubt: unknown) => {
      Object.assign(told, { listener, doubt });
      return () => void (told.left += 1);
    };
    return { told, answers: { "status.subscribe": subscribe, "status.subscribeRecords": subscribe } };
  };

  test("tell everything in its order, until they are left", async () => {
    const { told, answers } = source();
    const { remote, acme } = connected(answers);
    const heard: unknown[] = [];
    const leave = remote.status.subscribe(target, (snapshot) => heard.push(snapshot));
    await acme.streams();
    for (let n = 1; n <= 100; n += 1) told.listener?.(n);
    await acme.streams();
    expect(heard).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
    told.listener?.("on its way");
    leave();
    leave();
    await acme.streams();
    expect([heard.length, told.left]).toEqual([100, 1]);
  });

  test("tell a doubt as the error that it is, and what records changed", async () => {
    const { told, answers } = source();
    const { remote, acme } = connected(answers);
    const heard: unknown[] = [];
    remote.status.subscribe(
      target,
      () => undefined,
      (reason) => heard.push(reason),
    );
    await acme.streams();
    told.doubt?.(new FailureError(failure("storage", { message: "The disk is gone." })));
    remote.status.subscribeRecords(target, (keys) => heard.push(keys));
    await acme.streams();
    told.listener?.(["1", "2"]);
    told.listener?.(undefined);
    await acme.streams();
    expect(heard).toEqual([expect.objectContaining({ code: "storage", name: "FailureError" }), ["1", "2"], undefined]);
  });

  test("that the engine refuses are told as a doubt", async () => {
    const { remote, acme } = connected({
      "status.subscribe": () => {
        throw new RangeError("No such stream.");
      },
    });
    const doubts: unknown[] = [];
    remote.status.subscribe(
      target,
      () => undefined,
      (reason) => doubts.push(reason),
    );
    await acme.streams();
    expect(doubts).toEqual([expect.objectContaining({ name: "RangeError", message: "No such stream." })]);
  });

  test("that fail when they are told of the end keep nobody else from hearing of it, and the end from nothing", async () => {
    const { remote } = connected(source().answers);
    const heard: unknown[] = [];
    const uncaught = vi.spyOn(globalThis, "queueMicrotask").mockImplementation(() => undefined);
    onTestFinished(() => uncaught.mockRestore());
    const fail = () => {
      throw new TypeError("A listener is broken.");
    };
    remote.status.subscribe(target, () => undefined, fail);
    remote.status.subscribe(
      target,
      () => undefined,
      (reason) => heard.push(reason),
    );
    remote.terminate();
    expect(await remote.ended).toMatchObject({ code: "aborted" });
    expect(heard).toHaveLength(1);
    expect(uncaught).toHaveBeenCalledTimes(1);
  });

  test("are left one by one by a page that disposes of the engine: a Worker does not notice that nobody listens", async () => {
    const left = gate<true>();
    const { serve, page, fromPage } = overPort({
      "engine.dispose": () => undefined,
      "status.subscribe": () => () => left.open(true),
    });
    serve();
    const worker = Object.assign(new EventTarget(), { postMessage: fromPage });
    page.addEventListener("message", ({ data }) => worker.dispatchEvent(new MessageEvent("message", { data })));
    page.start();
    const remote = connectWaybill(worker);
    remote.status.subscribe(target, () => undefined);
    await remote.dispose();
    expect(await left.promise).toBe(true);
    page.close();
  });
});
