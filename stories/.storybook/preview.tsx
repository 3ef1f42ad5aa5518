import type { Decorator, Preview } from "@storybook/react-vite";
import { WaybillProvider } from "@waybill/react";
import "@fontsource-variable/inter";
import "@waybill/react/waybill.css";
import { now } from "../examples.ts";
import { inLanguage, pageLanguage } from "../page-language.ts";
import "./preview.css";
import { WidgetPage } from "./widget-page.tsx";

/** The page around a widget: its theme, its direction, and a time that stands still. */
const onPage: Decorator = (Story, { args, globals, parameters, viewMode }) => {
  const direction = globals["direction"] === "rtl" ? "rtl" : "ltr";
  const width = globals["width"] === "narrow" ? "narrow" : undefined;
  return (
    <div className="page" data-view={viewMode} data-theme={String(globals["theme"])} dir={direction}>
      <div className={width} data-testid={width}>
        {parameters["ownProvider"] === true ? (
          <Story />
        ) : (
          <WaybillProvider now={now} timeZone="UTC" {...pageLanguage(direction)}>
            <Story args={inLanguage(args, direction)} />
          </WaybillProvider>
        )}
      </div>
    </div>
  );
};

export default {
  decorators: [onPage],
  initialGlobals: { theme: "light", direction: "ltr", width: "wide" },
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
    width: {
      description: "Room for the widget",
      toolbar: {
        title: "Width",
        icon: "mobile",
        items: [
          { value: "wide", title: "As wide as the page" },
          { value: "narrow", title: "320 pixels" },
        ],
        dynamicTitle: true,
      },
    },
  },
  tags: ["autodocs"],
  parameters: {
    docs: { page: WidgetPage },
    layout: "fullscreen",
    options: { storySort: { order: ["Read me", "Widgets", "Live", "Everything"] } },
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
