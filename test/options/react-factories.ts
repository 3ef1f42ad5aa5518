import { SyncStatusBadge, WaybillProvider, type WaybillProviderProps } from "@waybill/react";
import { exampleSnapshot } from "@waybill/react/testing";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { type Factory, factory } from "./factory.ts";

const snapshot = exampleSnapshot({ connection: "hubspot" });

export const reactFactories: readonly Factory[] = [
  factory<WaybillProviderProps>(
    "WaybillProvider",
    {},
    {
      source: undefined,
      queryClient: undefined,
      scope: undefined,
      locale: undefined,
      timeZone: undefined,
      now: undefined,
      clock: undefined,
      messages: undefined,
      theme: undefined,
      describe: undefined,
      createKey: undefined,
      onError: undefined,
      reload: undefined,
      onAnnounce: undefined,
      children: undefined,
    },
    (given) => renderToString(createElement(WaybillProvider, given, createElement(SyncStatusBadge, { snapshot }))),
  ),
];
