export { httpStatusSource } from "./http-status-source.ts";
export type { HttpStatusSource, HttpStatusSourceOptions } from "./http-status-source.ts";
export type { LinkState } from "./follow.ts";
export type { PageState } from "./browser-page.ts";
export { httpStatusDefaults } from "./settings.ts";
export type { HttpStatusSettings } from "./settings.ts";
