import { describe, expect, test } from "vitest";
import { array, instant, listDocument, object, query, text } from "../../test/list-document.ts";
import { inferConnector } from "../infer/infer-connector.ts";
import { applyConfig } from "./apply-config.ts";
import { ConfigError } from "./config-error.ts";
import { defineConfig } from "./config.ts";

const inference = inferConnector(
  listDocument({
    parameters: [{ ...query("region"), required: true }, query("cursor")],
    record: object({ code: text, changed: instant }),
    answer: array,
  }),
);

test("a config without corrections changes nothing", () => {
  expect(applyConfig(inference, {})).toEqual(inference);
});

test("a correction replaces what was inferred, is sure, and settles the question", () => {
  const config = defineConfig({
    baseUrl: "https://relay.test",
    streams: {
      contacts: {
        primaryKey: ["/code"],
        pagination: { style: "none" },
        list: { parameters: { region: "eu" }, required: [] },
      },
    },
  });
  const { connector, report } = applyConfig(inference, config);
  expect(connector.baseUrl).toBe("https://relay.test");
  expect(connector.streams["contacts"]).toMatchObject({
    primaryKey: ["/code"],
    pagination: { style: "none" },
    list: { path: "/contacts", parameters: { region: "eu" }, required: [] },
  });
  expect(report.streams[0]?.answers.primaryKey).toMatchObject({
    confidence: 1,
    evidence: ["corrected in waybill.config.ts"],
  });
  expect(
    report.couldNotTell.filter(({ question }) => ["primaryKey", "pagination", "required"].includes(question)),
  ).toEqual([]);
});

test("false leaves a stream out, with its questions", () => {
  const { connector, report } = applyConfig(inference, { streams: { contacts: false } });
  expect(connector.streams).toEqual({});
  expect(report.streams).toEqual([]);
  expect(report.couldNotTell.filter(({ stream }) => stream === "contacts")).toEqual([]);
});

describe("refused, with the place, is", () => {
  test("a stream that the document does not list", () => {
    expect(() => applyConfig(inference, { streams: { contact: {} } })).toThrow(
      '"contact", which the document does not list. Its streams are: contacts.',
    );
  });

  test("a correction that leaves no sound connector", () => {
    expect(() => applyConfig(inference, { baseUrl: "relay" })).toThrow(ConfigError);
    expect(() => applyConfig(inference, { baseUrl: "relay" })).toThrow("/baseUrl: expected");
  });
});
