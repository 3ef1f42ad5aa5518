"use client";

import type { StatusTarget } from "@waybill/sync/status";
import type { ReactElement } from "react";
import { type Root, createRoot } from "react-dom/client";
import { waybillCss } from "./css-text.ts";
import type { ActionKind } from "./describe/actions.ts";
import type { SyncNames } from "./describe/wording.ts";
import { doubleClickMs } from "./hooks/made-press.ts";
import type { Performers } from "./hooks/use-sync-action.ts";
import type { Messages } from "./messages/message.ts";
import { WaybillProvider } from "./provider.tsx";
import type { WaybillSource } from "./session.ts";
import type { Theme } from "./settings.ts";
import { SyncStatusBadge } from "./widgets/badge/sync-status-badge.tsx";
import { IntegrationCard } from "./widgets/card/integration-card.tsx";

/** What a product sets as properties, in any order and at any time. */
export interface WaybillStatusProperties {
  /** Where status comes from. Until it is set, the element is loading. */
  readonly source?: WaybillSource | undefined;
  /** What the product calls the connection and its records. */
  readonly names?: SyncNames | undefined;
  /** Texts that replace the English ones, such as those of `@waybill/react/messages/de`. */
  readonly messages?: Partial<Messages> | undefined;
  /** How often a sync is expected, milliseconds. Default: never overdue. */
  readonly expectedEveryMs?: number | undefined;
  /** What the product does itself when a button is pressed. */
  readonly perform?: Performers | undefined;
}

/** `detail` of `waybill-action`, which is told before a press is acted on. Prevent its default, and the product acts instead. */
export interface WaybillActionDetail {
  readonly kind: ActionKind;
  readonly target: StatusTarget;
}

/** On a server there are no elements: the entry can be imported, and nothing is defined. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? Object;

const properties = ["source", "names", "messages", "expectedEveryMs", "perform"] as const;
const attributes = ["connection", "stream", "view", "account", "locale", "time-zone", "theme"] as const;

/**
 * `<waybill-status connection="hubspot">`: the status of a connection or stream, for products without React.
 *
 * Attributes: `connection`, `stream`, `view` (`card`, the default, or `badge`), `account`, `locale`, `time-zone`, `theme`; properties as in
 * {@link WaybillStatusProperties}. Tells `waybill-action` ({@link WaybillActionDetail}), `waybill-announce` (`detail`: the text) and
 * `waybill-error` (`detail`: the error, reported to the console unless its default is prevented). It lives in a shadow root, where the twelve `--wb-*` variables still reach it.
 */
export class WaybillStatusElement extends Base implements WaybillStatusProperties {
  static readonly observedAttributes: readonly string[] = attributes;
  static {
    for (const name of properties) {
      Object.defineProperty(this.prototype, name, {
        get(this: WaybillStatusElement) {
          return this.#given[name];
        },
        set(this: WaybillStatusElement, value: unknown) {
          this.#given = { ...this.#given, [name]: value };
          this.#render();
        },
      });
    }
  }

  declare source: WaybillStatusProperties["source"];
  declare names: WaybillStatusProperties["names"];
  declare messages: WaybillStatusProperties["messages"];
  declare expectedEveryMs: WaybillStatusProperties["expectedEveryMs"];
  declare perform: WaybillStatusProperties["perform"];

  #given: WaybillStatusProperties = {};
  #root: Root | undefined;
  /** When the product last took a press, as the event's own time tells. */
  #takenAt = -Infinity;

  connectedCallback(): void {
    this.#adoptProperties();
    this.#root ??= createRoot(this.shadowRoot ?? this.#openShadow());
    this.#render();
  }

  /** An element that is only moved keeps what it shows. */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#root?.unmount();
      this.#root = undefined;
    });
  }

  attributeChangedCallback(): void {
    this.#render();
  }

  /** What was set before the element was defined lies on the element itself, before our accessors. */
  #adoptProperties(): void {
    for (const name of properties) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }

  #openShadow(): ShadowRoot {
    const shadow = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(waybillCss);
    shadow.adoptedStyleSheets = [sheet];
    // Before React hears of it, so that the product can act instead.
    shadow.addEventListener("click", (event) => this.#tellPress(event), { capture: true });
    return shadow;
  }

  #tellPress(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest("button[data-action]") : null;
    if (button === null || button.getAttribute("aria-disabled") === "true") return;
    // The widget is never busy with what the product does, so the rest of a double click ends here.
    if (event.timeStamp - this.#takenAt < doubleClickMs) return event.stopImmediatePropagation();
    const detail = { kind: button.getAttribute("data-action"), target: this.#target() };
    if (this.#tell("waybill-action", detail)) return;
    this.#takenAt = event.timeStamp;
    event.stopImmediatePropagation();
  }

  /** False when a listener prevented what would happen next. */
  #tell(name: string, detail: unknown): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  #target(): StatusTarget {
    return { connection: this.getAttribute("connection") ?? "", stream: this.#attribute("stream") };
  }

  #attribute(name: (typeof attributes)[number]): string | undefined {
    return this.getAttribute(name) ?? undefined;
  }

  #render(): void {
    this.#root?.render(
      <WaybillProvider
        source={this.source}
        messages={this.messages}
        locale={this.#attribute("locale")}
        timeZone={this.#attribute("time-zone")}
        theme={themeOf(this.#attribute("theme"))}
        onError={this.#onError}
        onAnnounce={this.#onAnnounce}
      >
        {this.#widget()}
      </WaybillProvider>,
    );
  }

  #onError = (error: unknown): void => {
    if (this.#tell("waybill-error", error)) globalThis.reportError(error);
  };

  #onAnnounce = (text: string): void => {
    this.#tell("waybill-announce", text);
  };

  #widget(): ReactElement {
    const { source, names, expectedEveryMs, perform } = this;
    const isReady = source !== undefined && this.hasAttribute("connection");
    const subject = isReady ? { target: this.#target() } : { snapshot: undefined };
    const shared = { ...subject, names, expectedEveryMs };
    if (this.#attribute("view") === "badge") return <SyncStatusBadge {...shared} detail />;
    return <IntegrationCard {...shared} account={this.#attribute("account")} perform={perform} />;
  }
}

function themeOf(theme: string | undefined): Theme | undefined {
  return theme === "light" || theme === "dark" || theme === "system" ? theme : undefined;
}

/** Makes `<waybill-status>` known to the page, once. */
export function defineWaybillStatus(name = "waybill-status"): void {
  if (customElements.get(name) === undefined) customElements.define(name, WaybillStatusElement);
}

declare global {
  interface HTMLElementTagNameMap {
    "waybill-status": WaybillStatusElement;
  }
}
