import type { Decorator, Preview } from "@storybook/react-vite";
import { WaybillProvider } from "@waybill/react";
import "@fontsource-variable/inter";
import "@waybill/react/waybill.css";
import { arabic } from "../arabic.ts";
import { now } from "../examples.ts";
import "./preview.css";

/** The page around a widget: its theme, its direction, and a time that stands still. */
const onPage: Decorator = (Story, { globals, parameters }) => {
  const rightToLeft = globals["direction"] === "rtl";
  return (
    <div className="page" data-theme={String(globals["theme"])} dir={rightToLeft ? "rtl" : "ltr"}>
      {parameters["ownProvider"] === true ? (
        <Story />
      ) : (
        <WaybillProvider
          now={now}
          locale={rightToLeft ? "ar" : "en-GB"}
          timeZone="UTC"
          messages={rightToLeft ? arabic : undefined}
        >
          <Story />
        </WaybillProvider>
      )}
    </div>
  );
};

export default {
  decorators: [onPage],
  initialGlobals: { theme: "light", direction: "ltr" },
  globalTypes: {
    theme: {
      description: "Colour scheme of the page",
      toolbar: {
        title: "Theme",
        icon: "contrast",
        items: [
          { value: "light", title: "Light" },
          { value: "dark", title: "Dark" },
        ],
        dynamicTitle: true,
      },
    },
    direction: {
      description: "Language and direction of the texts",
      toolbar: {
        title: "Direction",
        icon: "transfer",
        items: [
          { value: "ltr", title: "English" },
          { value: "rtl", title: "العربية" },
        ],
        dynamicTitle: true,
      },
    },
  },
  parameters: {
    layout: "fullscreen",
    a11y: {
      test: "error",
      // A story is not a page: it has no landmarks of its own.
      config: { rules: [{ id: "region", enabled: false }] },
      options: {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        rules: { "target-size": { enabled: true } },
      },
    },
  },
} satisfies Preview;
