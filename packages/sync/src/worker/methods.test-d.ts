import { expectTypeOf, test } from "vitest";
import type { Connection } from "../connection/connection.ts";
import type { Waybill } from "../engine.ts";
import type { RecordSource, StatusSource } from "../status/source.ts";
import type { ConnectionMethod, EngineMethod, StatusRead, StatusWatch } from "./methods.ts";
import type { RemoteConnection, RemoteWaybill } from "./remote-waybill.ts";

test("every method crosses; what is left out is made in the page, or known there", () => {
  expectTypeOf<Exclude<keyof Connection, ConnectionMethod>>().toEqualTypeOf<"id" | "fetch" | "client" | "baseUrl">();
  expectTypeOf<Exclude<keyof Waybill, EngineMethod>>().toEqualTypeOf<"connection" | "status">();
  type NotCalled = Exclude<keyof (StatusSource & RecordSource), StatusRead | StatusWatch>;
  expectTypeOf<NotCalled>().toEqualTypeOf<"runsWithoutPage">();
  expectTypeOf<StatusRead | StatusWatch>().toExtend<keyof (StatusSource & RecordSource)>();
});

test("what works with an engine in the page works with one in a worker", () => {
  expectTypeOf<RemoteWaybill>().toExtend<Omit<Waybill, "connection">>();
  expectTypeOf<RemoteConnection>().toExtend<Omit<Connection, "client" | "baseUrl" | "reconnect">>();
  expectTypeOf<() => Promise<void>>().toExtend<RemoteConnection["reconnect"]>();
});

test("a page hands in what the worker makes a credential of", () => {
  expectTypeOf<RemoteConnection["reconnect"]>().parameters.toEqualTypeOf<[given?: unknown]>();
});
