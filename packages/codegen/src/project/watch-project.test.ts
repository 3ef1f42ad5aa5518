import { expect, test } from "vitest";
import { ConfigError } from "../config/config-error.ts";
import type { ConfiguredConnector } from "./configured-connector.ts";
import type { ConnectorOutcome } from "./generate-connector.ts";
import type { WatchClock } from "./watch-clock.ts";
import { watchProject, type WatchedProject, type WatchEvent } from "./watch-project.ts";

const connector = (name: string, document = name): ConfiguredConnector => ({
  name,
  options: { source: `/p/${document}.yaml`, overlays: [`/p/${name}.overlay.yaml`], outDir: `/p/${name}` },
});

/** A project that is watched in virtual time. What happens is a log of lines; nothing moves until the test says so. */
function watched() {
  const log: string[] = [];
  const ending = new AbortController();
  const inputs = new Map<string, readonly string[]>();
  let connectors = ["harbor", "quay"].map((name) => connector(name));
  let refusal: Error | undefined;
  let changed: (path: string) => void = () => {};
  let files: ReadonlySet<string> = new Set();
  let open = 0;
  let wake: () => void = () => {};
  let begun: (name: string) => void = () => {};
  const clock: WatchClock = {
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        log.push(`sleep ${ms}`);
        wake = resolve;
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      }),
  };
  const choose = async (): Promise<WatchedProject> => {
    log.push("choose");
    if (refusal !== undefined) throw refusal;
    return { connectors, configPath: "/p/waybill.config.ts" };
  };
  const generate = async ({ name, options: { source, overlays = [] } }: ConfiguredConnector) => {
    begun(name);
    const read = new Set(inputs.get(name) ?? [source, ...overlays].filter((path) => path !== undefined));
    return { name, inputs: read, kind: "refused", error: new Error("of no matter here") } satisfies ConnectorOutcome;
  };
  const line = (event: WatchEvent): string => {
    switch (event.kind) {
      case "first":
        return `first ${event.outcome.name}`;
      case "waiting":
        return `waiting for ${event.files}`;
      case "again":
        return `again ${event.outcome.name} by ${event.changed.join(" ")}`;
      case "chosen":
        return `chosen ${event.names.join(" ")}`;
      case "config-refused":
        return `refused ${event.error.message}`;
    }
  };
  const done = watchProject({
    choose,
    generate,
    clock,
    signal: ending.signal,
    report: (event) => void log.push(line(event)),
    watch: (paths, tell) => {
      changed = tell;
      files = paths;
      open += 1;
      return { close: () => void (open -= 1) };
    },
  });
  return {
    done,
    inputs,
    change: (path: string) => changed(path),
    quiet: () => wake(),
    end: () => ending.abort(),
    files: () => [...files].toSorted(),
    open: () => open,
    configure: (to: readonly ConfiguredConnector[]) => void (connectors = [...to]),
    /** Told as each connector begins to be made. */
    making: (then: (name: string) => void) => void (begun = then),
    refuse: (error: Error | undefined) => void (refusal = error),
    /** What was logged since it was asked before, once everything that can run has run. */
    log: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return log.splice(0);
    },
  };
}

const FIRST = ["choose", "first harbor", "first quay", "waiting for 5"];

test("everything is made once, then what a changed file is an input of; changes that come together are one", async () => {
  const project = watched();
  expect(await project.log()).toEqual(FIRST);
  project.change("/p/quay.yaml");
  expect(await project.log()).toEqual(["sleep 60"]);
  project.change("/p/quay.overlay.yaml");
  project.change("/p/quay.yaml");
  project.quiet();
  expect(await project.log()).toEqual(["sleep 60"]);
  project.quiet();
  expect(await project.log()).toEqual(["again quay by /p/quay.overlay.yaml /p/quay.yaml"]);
  project.change("/p/harbor.overlay.yaml");
  await project.log();
  project.quiet();
  expect(await project.log()).toEqual(["again harbor by /p/harbor.overlay.yaml"]);
  project.end();
  await project.done;
  expect(project.open()).toBe(0);
});

test("a file that a document came to refer to is watched from then on", async () => {
  const project = watched();
  project.inputs.set("harbor", ["/p/harbor.yaml", "/p/parts.yaml"]);
  await project.log();
  expect(project.files()).toContain("/p/parts.yaml");
  expect(project.files()).not.toContain("/p/harbor.overlay.yaml");
  project.inputs.set("harbor", ["/p/harbor.yaml", "/p/more.yaml"]);
  project.change("/p/parts.yaml");
  await project.log();
  project.quiet();
  expect(await project.log()).toEqual(["again harbor by /p/parts.yaml"]);
  expect(project.files()).toContain("/p/more.yaml");
  expect(project.files()).not.toContain("/p/parts.yaml");
  expect(project.open()).toBe(1);
  project.end();
  await project.done;
});

test("a changed config is read anew and everything made anew; one that cannot be used ends nothing", async () => {
  const project = watched();
  await project.log();
  project.refuse(new ConfigError("the tide is out.", ""));
  project.change("/p/waybill.config.ts");
  await project.log();
  project.quiet();
  expect(await project.log()).toEqual(["choose", "refused the tide is out."]);
  project.refuse(undefined);
  project.configure([connector("pier")]);
  project.change("/p/waybill.config.ts");
  await project.log();
  project.quiet();
  expect(await project.log()).toEqual(["choose", "chosen pier", "again pier by /p/waybill.config.ts"]);
  expect(project.files()).toEqual(["/p/pier.overlay.yaml", "/p/pier.yaml", "/p/waybill.config.ts"]);
  project.end();
  await project.done;
});

test("a document that a changed config names is watched before it is read, beside what was read before it", async () => {
  const project = watched();
  project.inputs.set("quay", ["/p/quay.yaml", "/p/parts.yaml"]);
  await project.log();
  project.configure([connector("harbor", "pier"), connector("quay")]);
  project.making((name) => {
    if (name !== "harbor") return;
    project.making(() => {});
    expect(project.files()).toEqual(expect.arrayContaining(["/p/harbor.yaml", "/p/pier.yaml", "/p/parts.yaml"]));
    project.change("/p/pier.yaml");
  });
  project.change("/p/waybill.config.ts");
  await project.log();
  project.quiet();
  const anew = ["again harbor by /p/waybill.config.ts", "again quay by /p/waybill.config.ts"];
  expect(await project.log()).toEqual(["choose", "chosen harbor quay", ...anew, "sleep 60"]);
  expect(project.files()).not.toContain("/p/harbor.yaml");
  project.quiet();
  expect(await project.log()).toEqual(["again harbor by /p/pier.yaml"]);
  project.end();
  await project.done;
});

test("a config that cannot be used from the start is the caller's to tell", async () => {
  const never = new AbortController();
  const watching = watchProject({
    choose: () => Promise.reject(new ConfigError("no config.", "")),
    watch: () => ({ close: () => {} }),
    clock: { sleep: () => Promise.resolve() },
    signal: never.signal,
    report: () => {},
  });
  await expect(watching).rejects.toThrow("no config.");
});

test("the end is heard while waiting for a change and while waiting for quiet", async () => {
  const waiting = watched();
  await waiting.log();
  waiting.end();
  await waiting.done;
  const settling = watched();
  await settling.log();
  settling.change("/p/quay.yaml");
  await settling.log();
  settling.end();
  await settling.done;
  expect(await settling.log()).toEqual([]);
});
