import type { Loss } from "./loss.ts";

/** A browser gives its errors no codes. */
export const lossByCode = (): Loss => "none";
